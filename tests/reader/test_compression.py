"""Pages are small on the wire, in whatever way a browser can take them."""

import gzip

import brotli


def test_a_page_is_compressed_as_the_browser_takes_it(client, published):
    plain = client.get("/").content
    by_gzip = client.get("/", headers={"Accept-Encoding": "gzip"})
    by_brotli = client.get("/", headers={"Accept-Encoding": "gzip, br"})
    by_zstandard = client.get("/", headers={"Accept-Encoding": "gzip, deflate, br, zstd"})
    assert [one["Content-Encoding"] for one in (by_gzip, by_brotli, by_zstandard)] == [
        "gzip", "br", "zstd",
    ]  # fmt: skip
    assert gzip.decompress(by_gzip.content) == brotli.decompress(by_brotli.content) == plain
    for one in (by_gzip, by_brotli, by_zstandard):
        assert len(one.content) < len(plain) / 4
        assert "accept-encoding" in one["Vary"].lower()


def test_a_compressed_page_is_confirmed_by_its_tag(client, published):
    headers = {"Accept-Encoding": "br"}
    tag = client.get("/", headers=headers)["ETag"]
    assert client.get("/", headers=headers | {"If-None-Match": tag}).status_code == 304
