"""Reads the nodes of a template and writes the function that shows it.

The function takes the names that a page gives (a dictionary) and answers HTML. Names that loops,
`with` and includes bind are variables of Python, decided here; all others are asked of the
dictionary once, when the function begins.
"""

import re
from collections.abc import Callable, Iterable
from contextlib import contextmanager
from typing import Any, Final

from django.template.base import Node, Template, TextNode, VariableNode
from django.template.defaulttags import (
    CommentNode,
    ForNode,
    IfNode,
    LoadNode,
    URLNode,
    WithNode,
)
from django.template.library import InclusionNode, SimpleNode
from django.template.loader_tags import BlockNode, ExtendsNode, IncludeNode
from django.templatetags.static import StaticNode
from django.templatetags.tz import LocalTimeNode
from django.utils.safestring import SafeString

from timeline.written import running
from timeline.written.expressions import (
    CannotWriteError,
    can_fail,
    of_condition,
    of_filtered,
    of_value,
)

Shows = Callable[[dict[str, Any]], str]
Load = Callable[[str], Template]
# What only the processors of a context know: a template that asks for it is Django's.
OF_PROCESSORS: Final = {"user", "perms", "messages", "DEFAULT_MESSAGE_LEVELS", "csrf_token"}
DEEPEST: Final = 12  # includes within each other: deeper ones include themselves
_LOOPS: Final = {
    "counter": "({0} + 1)",
    "counter0": "{0}",
    "first": "({0} == 0)",
    "last": "({0} == {1} - 1)",
    "revcounter": "({1} - {0})",
    "revcounter0": "({1} - {0} - 1)",
}


def written(template: Template, load: Load) -> Shows:
    """The function that shows a template. CannotWriteError where it uses what is not written."""
    return Writer(load).function(template)


class _Scope:
    """The names that are bound at a place, by their variables of Python."""

    def __init__(self, outer: "_Scope | None", conditions: int) -> None:
        self.outer = outer
        self.conditions = conditions  # how many conditions it stands within
        self.bound: dict[str, str] = {}

    def find(self, name: str) -> str | None:
        scope: _Scope | None = self
        while scope is not None:
            if name in scope.bound:
                return scope.bound[name]
            scope = scope.outer
        return None

    def visible(self) -> dict[str, str]:
        around = self.outer.visible() if self.outer else {}
        return around | self.bound


class Writer:
    """Writes one function; a template that a tag shows with names of its own gets another."""

    def __init__(self, load: Load) -> None:
        self._load = load
        self._lines: list[str] = []
        self._pending: list[str] = []  # parts of the page, put out together
        self._depth = 1
        self._conditions = 0
        self._includes = 0
        self._numbers = 0
        self._scope = _Scope(None, 0)
        self._given: dict[str, str] = {}  # names that are asked of the page
        self._loops: list[tuple[str, str]] = []
        self._loops_used: set[str] = set()
        self._constants: dict[str, Any] = {}
        self._blocks: dict[str, BlockNode] = {}
        self.use_tz: bool | None = None

    # -- the whole --------------------------------------------------------------------------------

    def function(self, template: Template) -> Shows:
        self._nodes(self._with_blocks(template))
        self._put_out()
        begin = [f"    {var} = given.get({name!r}, MISSING)" for name, var in self._given.items()]
        source = "\n".join(
            ["def shows(given):", "    out = []", *begin, *self._lines, "    return ''.join(out)"]
        )
        names = vars(running) | self._constants
        code = compile(source, f"<written from {template.name}>", "exec")
        exec(code, names)  # noqa: S102  made of our own templates, never of what somebody sent
        shows: Shows = names["shows"]
        return lambda given: SafeString(shows(given))

    def _with_blocks(self, template: Template) -> Iterable[Node]:
        """The nodes of the template that this one extends, or its own; its blocks are noted."""
        for node in template.nodelist:
            if isinstance(node, ExtendsNode):
                for name, block in node.blocks.items():
                    self._blocks.setdefault(name, block)
                return self._with_blocks(self._load(_constant_name(node.parent_name)))
            if not isinstance(node, TextNode):
                break
        return template.nodelist

    # -- lines ------------------------------------------------------------------------------------

    def _line(self, text: str) -> None:
        self._put_out()
        self._lines.append("    " * self._depth + text)

    def _out(self, expression: str) -> None:
        self._pending.append(expression)

    def _put_out(self) -> None:
        if self._pending:
            indent = "    " * self._depth
            parts = ", ".join(self._pending)
            self._lines.append(
                f"{indent}out.append({parts})"
                if len(self._pending) == 1
                else f"{indent}out += ({parts})"
            )
            self._pending = []

    @contextmanager
    def _indented(self) -> Any:
        self._put_out()
        self._depth += 1
        yield
        self._put_out()
        self._depth -= 1

    @contextmanager
    def _scoped(self) -> Any:
        self._scope = _Scope(self._scope, self._conditions)
        yield
        self._scope = self._scope.outer or self._scope

    def _new(self, name: str) -> str:
        self._numbers += 1
        return f"{re.sub('[^a-z0-9_]', '_', name.lower())}_{self._numbers}"

    # -- what expressions ask (`expressions.WrittenAt`) -------------------------------------------

    def name(self, name: str) -> str:
        found = self._scope.find(name)
        if found is None:
            if name in OF_PROCESSORS:
                raise CannotWriteError(f"the name {name}")
            found = self._given.setdefault(name, f"given_{name}")
        return f"({found} if {found}.__class__ in _not_called else value({found}))"

    def loop(self, part: str) -> str:
        if not self._loops or part not in _LOOPS:
            raise CannotWriteError(f"forloop.{part}")
        number, count = self._loops[-1]
        self._loops_used.add(number)
        return _LOOPS[part].format(number, count)

    def constant(self, value: Any) -> str:
        if value is None or value.__class__ in (int, bool):
            return repr(value)
        name = f"C{len(self._constants)}"
        self._constants[name] = value
        return name

    def _bind(self, name: str, expression: str) -> None:
        if self._scope.conditions != self._conditions:
            raise CannotWriteError(f"{name} is bound under a condition")
        variable = self._new(name)
        self._line(f"{variable} = {expression}")
        self._scope.bound[name] = variable

    # -- nodes ------------------------------------------------------------------------------------

    def _nodes(self, nodes: Iterable[Node]) -> None:
        for node in nodes:
            kind = type(node)
            if kind in (LoadNode, CommentNode):
                continue
            write = _NODES.get(kind)
            if write is not None:
                write(self, node)
            elif hasattr(node, "captured"):
                self._captured(node)
            else:
                raise CannotWriteError(f"the tag of {kind.__name__}")

    def _text(self, node: TextNode) -> None:
        if node.s:
            self._out(self.constant(node.s))

    def _variable(self, node: VariableNode) -> None:
        show = "shown_not_local" if self.use_tz is False else "shown"
        self._out(f"{show}({of_filtered(node.filter_expression, self)})")

    def _if(self, node: IfNode) -> None:
        self._conditions += 1
        for number, (condition, nodes) in enumerate(node.conditions_nodelists):
            if condition is None:
                self._line("else:" if number else "if True:")
            else:
                asked = of_condition(condition, self)
                if number and can_fail(asked):
                    raise CannotWriteError("a filter with a name for it in an elif")
                if can_fail(asked):
                    asked = f"holds(lambda: {asked})"
                self._line(f"{'elif' if number else 'if'} {asked}:")
            with self._indented():
                self._line("pass")
                self._nodes(nodes)
        self._conditions -= 1

    def _for(self, node: Any) -> None:
        if node.is_reversed:
            raise CannotWriteError("a loop backwards")
        rows, number, count = self._new("rows"), self._new("number"), self._new("count")
        self._line(f"{rows} = items({of_filtered(node.sequence, self, 'none')})")
        self._line(f"{count} = len({rows})")
        self._loops.append((number, count))
        with self._scoped():
            bound = {name: self._new(name) for name in node.loopvars}
            self._scope.bound.update(bound)
            head = len(self._lines)
            with self._indented():
                self._line("pass")
                self._nodes(node.nodelist_loop)
        self._loops.pop()
        into = ", ".join(bound.values())
        each = f"for {into} in {rows}:"
        if number in self._loops_used:
            each = f"for {number}, {f'({into})' if len(bound) > 1 else into} in enumerate({rows}):"
        self._lines.insert(head, "    " * self._depth + each)
        if node.nodelist_empty:
            self._conditions += 1
            self._line(f"if not {count}:")
            with self._indented(), self._scoped():
                self._nodes(node.nodelist_empty)
            self._conditions -= 1

    def _with(self, node: WithNode) -> None:
        values = {name: of_value(one, self) for name, one in node.extra_context.items()}
        with self._scoped():
            for name, expression in values.items():
                self._bind(name, expression)
            self._nodes(node.nodelist)

    def _include(self, node: IncludeNode) -> None:
        if node.isolated_context:
            raise CannotWriteError("include only")
        template = self._load(_constant_name(node.template))
        self._includes += 1
        if self._includes > DEEPEST:
            raise CannotWriteError(f"{template.name} includes itself")
        values = {name: of_value(one, self) for name, one in node.extra_context.items()}
        with self._scoped():
            for name, expression in values.items():
                self._bind(name, expression)
            self._nodes(template.nodelist)
        self._includes -= 1

    def _block(self, node: BlockNode) -> None:
        with self._scoped():
            self._nodes(self._blocks.get(node.name, node).nodelist)

    def _url(self, node: URLNode) -> None:
        args = [of_value(node.view_name, self), *(of_value(one, self) for one in node.args)]
        args += [f"{name}={of_value(one, self)}" for name, one in node.kwargs.items()]
        given = ", ".join(args)
        if node.asvar:
            self._bind(node.asvar, f"address_or_nothing({given})")
        else:
            self._out(f"conditional_escape(path_to({given}))")

    def _static(self, node: StaticNode) -> None:
        if node.varname is not None or node.path.filters or node.path.is_var:
            raise CannotWriteError("static with a name")
        self._out(f"static({node.path.var!r})")

    def _tag(self, node: SimpleNode) -> None:
        called = self._called(node)
        if node.target_var is not None:
            self._bind(node.target_var, called)
        else:
            self._out(f"conditional_escape({called})")

    def _inclusion(self, node: InclusionNode) -> None:
        if not isinstance(node.filename, str):
            raise CannotWriteError("a tag with a template of its own")
        shows = Writer(self._load).function(self._load(node.filename))
        self._out(f"{self.constant(shows)}({self._called(node)})")

    def _called(self, node: SimpleNode | InclusionNode) -> str:
        args = [of_value(one, self) for one in node.args]
        args += [f"{name}={of_value(one, self)}" for name, one in node.kwargs.items()]
        if node.takes_context:
            bound = self._scope.visible().items()
            pairs = ", ".join(f"{name!r}: {variable}" for name, variable in bound)
            args.insert(0, f"Names(given, {{{pairs}}})")
        return f"{self.constant(node.func)}({', '.join(args)})"

    def _captured(self, node: Any) -> None:
        kept = self._new("kept")
        self._line(f"{kept}, out = out, []")
        self._nodes(node.nodelist)
        variable = self._new(node.name)
        self._line(f"{variable}, out = {self.constant(node.captured)}(''.join(out)), {kept}")
        if self._scope.conditions != self._conditions:
            raise CannotWriteError("something is captured under a condition")
        self._scope.bound[node.name] = variable

    def _local_time(self, node: LocalTimeNode) -> None:
        before, self.use_tz = self.use_tz, node.use_tz
        self._nodes(node.nodelist)
        self.use_tz = before


def _constant_name(filtered: Any) -> str:
    if filtered.is_var or filtered.filters:
        raise CannotWriteError("a template that a name stands for")
    return str(filtered.var)


_NODES: Final[dict[type, Callable[[Writer, Any], None]]] = {
    TextNode: Writer._text,
    VariableNode: Writer._variable,
    IfNode: Writer._if,
    ForNode: Writer._for,
    WithNode: Writer._with,
    IncludeNode: Writer._include,
    BlockNode: Writer._block,
    URLNode: Writer._url,
    StaticNode: Writer._static,
    SimpleNode: Writer._tag,
    InclusionNode: Writer._inclusion,
    LocalTimeNode: Writer._local_time,
}
