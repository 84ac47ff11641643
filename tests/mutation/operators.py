"""First-order mutants: one small change to a right answer, made in every place it fits.

The kept mutation tools (mutmut, cosmic-ray) have operators for arithmetic, comparisons and
constants, and start a test process for each mutant. None has what goes wrong with arrays:
axes, slices, lost unpacking, in-place for out-of-place, another array of the same shape.
"""

import ast
import copy
import warnings
from collections.abc import Iterator
from dataclasses import dataclass

ARITHMETIC = {
    ast.Add: [ast.Sub, ast.Mult],
    ast.Sub: [ast.Add],
    ast.Mult: [ast.Div, ast.Add],
    ast.Div: [ast.Mult],
    ast.FloorDiv: [ast.Mult],
    ast.Mod: [ast.Mult],
    ast.Pow: [ast.Mult, ast.Div],
    ast.MatMult: [ast.Mult],
}
COMPARISON = {
    ast.Lt: [ast.LtE, ast.Gt],
    ast.LtE: [ast.Lt, ast.Gt],
    ast.Gt: [ast.GtE, ast.Lt],
    ast.GtE: [ast.Gt, ast.Lt],
    ast.Eq: [ast.NotEq],
    ast.NotEq: [ast.Eq],
    ast.Is: [ast.IsNot],
    ast.IsNot: [ast.Is],
    ast.In: [ast.NotIn],
    ast.NotIn: [ast.In],
}
# functions that are easily taken for one another
OTHER_FUNCTIONS = {
    "zeros": ["ones"],
    "ones": ["zeros"],
    "zeros_like": ["ones_like"],
    "sum": ["mean"],
    "mean": ["sum"],
    "exp": ["expm1"],
    "log": ["log1p"],
    "logaddexp": ["maximum"],
    "argsort": ["sort"],
    "append": ["extend"],
    "permutation": ["shuffle"],
    "sqrt": ["square"],
}
DTYPES = {"int": "float", "float": "int", "int32": "float32", "int64": "float64", "f": "i"}


@dataclass(frozen=True)
class Mutant:
    """One changed answer.

    Attributes
    ----------
    operator : str
        What kind of change.
    line : int
        Where, counted from the first line of the answer.
    change : str
        Old and new source of the node that changed.
    source : str
        The whole answer, changed.
    """

    operator: str
    line: int
    change: str
    source: str

    @property
    def id(self):
        """A name that stays the same as long as the answer does."""
        return f"{self.operator} at {self.line}: {self.change}"


def mutants(source):
    """Return every first-order mutant of `source`, each different text once.

    Parameters
    ----------
    source : str
        A right answer.

    Returns
    -------
    found : list of Mutant
    """
    tree = ast.parse(source)
    seen, found = {ast.unparse(tree)}, []
    for path, node in _walk(tree, ()):
        for operator, replacement in _changes(node, _Scope(tree, path)):
            changed = copy.deepcopy(tree)
            _put(changed, path, replacement)
            try:
                text = ast.unparse(ast.fix_missing_locations(changed))
                with warnings.catch_warnings():
                    # where warnings are errors, `x is 1` would be no mutant
                    warnings.simplefilter("ignore")
                    compile(text, "<mutant>", "exec")
            except (SyntaxError, ValueError, AttributeError):
                continue
            if text not in seen:
                seen.add(text)
                old, new = _text(node), _text(replacement)
                found.append(Mutant(operator, _line(tree, path), f"{old} -> {new}", text))
    return found


def _walk(node, path):
    yield path, node
    for name, value in ast.iter_fields(node):
        if isinstance(value, ast.AST):
            yield from _walk(value, (*path, name))
        elif isinstance(value, list):
            for i, item in enumerate(value):
                if isinstance(item, ast.AST):
                    yield from _walk(item, (*path, name, i))


def _get(tree, path):
    for step in path:
        tree = tree[step] if isinstance(step, int) else getattr(tree, step)
    return tree


def _put(tree, path, replacement):
    parent, step = _get(tree, path[:-1]), path[-1]
    if isinstance(step, int):
        parent[step : step + 1] = replacement if isinstance(replacement, list) else [replacement]
    else:
        setattr(parent, step, replacement)


def _text(node):
    nodes = node if isinstance(node, list) else [node]
    return "; ".join(" ".join(ast.unparse(each).split()) for each in nodes)[:300]


def _line(tree, path):
    for end in range(len(path), 0, -1):
        line = getattr(_get(tree, path[:end]), "lineno", None)
        if line:
            return line
    return 1


class _Scope:
    """The function around a place: which names stand for values there."""

    def __init__(self, tree, path):
        self.tree, self.path = tree, path

    @property
    def function(self):
        found = None
        for end in range(len(self.path)):
            node = _get(self.tree, self.path[:end])
            if isinstance(node, ast.FunctionDef):
                found = node
        return found

    def names(self):
        """Return the parameters and local variables, but for `self`."""
        if self.function is None:
            return []
        names = [arg.arg for arg in self.function.args.args + self.function.args.kwonlyargs]
        for node in ast.walk(self.function):
            if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
                names.append(node.id)
        return [name for name in dict.fromkeys(names) if name != "self"]

    def attributes(self):
        """Return what the class keeps in `self`."""
        found = [
            node.attr
            for node in ast.walk(self.tree)
            if isinstance(node, ast.Attribute)
            and isinstance(node.value, ast.Name)
            and node.value.id == "self"
            and isinstance(node.ctx, ast.Store)
        ]
        return list(dict.fromkeys(found))

    @property
    def is_docstring(self):
        parent = _get(self.tree, self.path[:-1]) if self.path else None
        return isinstance(parent, ast.Expr)


def _changes(node, scope) -> Iterator[tuple[str, ast.AST]]:
    for operator in OPERATORS:
        for replacement in operator(node, scope):
            yield operator.__name__.removeprefix("_").replace("_", "-"), replacement


def _with(node, **fields):
    changed = copy.deepcopy(node)
    for name, value in fields.items():
        setattr(changed, name, value)
    return changed


def _without(items, i):
    return [*items[:i], *items[i + 1 :]]


def _plus(node, amount):
    return ast.BinOp(copy.deepcopy(node), ast.Add(), ast.Constant(amount))


def _arithmetic(node, scope):
    if isinstance(node, (ast.BinOp, ast.AugAssign)):
        for other in ARITHMETIC.get(type(node.op), []):
            yield _with(node, op=other())
    if isinstance(node, ast.BinOp):
        yield node.left
        yield node.right
        if isinstance(node.op, (ast.Sub, ast.Div, ast.Pow, ast.MatMult, ast.FloorDiv)):
            yield _with(node, left=node.right, right=node.left)
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, (ast.USub, ast.Not)):
        yield node.operand


def _comparison(node, scope):
    if isinstance(node, ast.Compare):
        for other in COMPARISON.get(type(node.ops[0]), []):
            yield _with(node, ops=[other(), *node.ops[1:]])
    if isinstance(node, (ast.If, ast.While, ast.IfExp)):
        yield _with(node, test=ast.UnaryOp(ast.Not(), node.test))
        yield _with(node, test=ast.Constant(True))
        yield _with(node, test=ast.Constant(False))
    if isinstance(node, ast.BoolOp):
        yield _with(node, op=ast.Or() if isinstance(node.op, ast.And) else ast.And())


def _constant(node, scope):
    if not isinstance(node, ast.Constant) or scope.is_docstring:
        return
    if isinstance(node.value, bool):
        yield ast.Constant(not node.value)
    elif isinstance(node.value, (int, float)):
        for value in (node.value + 1, node.value - 1, 0, 2 * node.value, node.value / 2):
            # half an integer is for numbers in formulas
            if value != node.value and (type(value) is type(node.value)):
                yield ast.Constant(value)
    elif node.value is None:
        yield ast.Constant(0)


def _index(node, scope):
    if not isinstance(node, ast.Subscript):
        return
    index = node.slice
    if isinstance(index, ast.Slice):
        for end in ("lower", "upper"):
            bound = getattr(index, end)
            if bound is not None:
                yield _with(node, slice=_with(index, **{end: None}))
                yield _with(node, slice=_with(index, **{end: _plus(bound, 1)}))
                yield _with(node, slice=_with(index, **{end: _plus(bound, -1)}))
        if index.step is None:
            yield _with(node, slice=_with(index, step=ast.Constant(-1)))
    elif isinstance(index, ast.Tuple):
        elements = index.elts
        yield _with(node, slice=_with(index, elts=elements[::-1]))
        for i, element in enumerate(elements):
            if not isinstance(element, ast.Slice):
                swapped = [*elements[:i], ast.Slice(), *elements[i + 1 :]]
                yield _with(node, slice=_with(index, elts=swapped))
    else:
        yield _with(node, slice=_plus(index, 1))
        yield _with(node, slice=_plus(index, -1))
        whole = ast.Constant(0) if isinstance(index, ast.Constant) else ast.Slice()
        yield _with(node, slice=whole)
    if isinstance(node.ctx, ast.Load):
        yield node.value


def _axis(node, scope):
    if isinstance(node, ast.Call):
        for i, keyword in enumerate(node.keywords):
            if keyword.arg == "axis" and isinstance(keyword.value, ast.Constant):
                other = _with(keyword, value=ast.Constant(1 - keyword.value.value))
                yield _with(node, keywords=[*node.keywords[:i], other, *node.keywords[i + 1 :]])
    if isinstance(node, ast.Attribute) and node.attr == "T" and isinstance(node.ctx, ast.Load):
        yield node.value


def _statement_deletion(node, scope):
    last = scope.path[-2:-1]
    is_docstring = isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    if isinstance(node, ast.stmt) and last in (("body",), ("orelse",)) and not is_docstring:
        if isinstance(node, (ast.FunctionDef, ast.ClassDef)) and len(scope.path) <= 2:
            return
        yield ast.Pass()
        if isinstance(node, (ast.For, ast.While, ast.If, ast.With)):
            yield node.body


def _loop(node, scope):
    if isinstance(node, ast.For):
        yield _with(node, body=[*node.body, ast.Break()])
        returns = [*node.body, ast.Return(ast.Constant(None))]
        yield _with(node, body=returns)
    if isinstance(node, ast.Break):
        yield ast.Continue()
    if isinstance(node, ast.Continue):
        yield ast.Break()


def _argument(node, scope):
    if not isinstance(node, ast.Call):
        return
    for i in range(len(node.args) - 1):
        swapped = list(node.args)
        swapped[i : i + 2] = swapped[i : i + 2][::-1]
        yield _with(node, args=swapped)
    for i in range(len(node.args)):
        yield _with(node, args=_without(node.args, i))
    for i in range(len(node.keywords)):
        yield _with(node, keywords=_without(node.keywords, i))


def _call(node, scope):
    if not isinstance(node, ast.Call):
        return
    if isinstance(node.func, ast.Attribute):
        for other in OTHER_FUNCTIONS.get(node.func.attr, []):
            yield _with(node, func=_with(node.func, attr=other))
        value = node.func.value
        module = isinstance(value, ast.Name) and value.id == "np"
        if not module:
            yield value  # x.copy() -> x, x.astype(f) -> x
    if node.args:
        yield node.args[0]  # np.abs(x) -> x


def _in_place(node, scope):
    if isinstance(node, ast.AugAssign):
        target = copy.deepcopy(node.target)
        operand = copy.deepcopy(node.target)
        for each in ast.walk(operand):
            if hasattr(each, "ctx"):
                each.ctx = ast.Load()
        yield ast.Assign([target], ast.BinOp(operand, node.op, node.value))
        yield ast.Assign([copy.deepcopy(node.target)], node.value)
        if isinstance(node.target, ast.Subscript):
            yield ast.AugAssign(node.target.value, node.op, node.value)
    if isinstance(node, ast.Assign) and len(node.targets) == 1:
        target, value = node.targets[0], node.value
        if isinstance(value, ast.BinOp) and ast.unparse(value.left) == ast.unparse(target):
            yield ast.AugAssign(copy.deepcopy(target), value.op, value.right)
        if isinstance(target, (ast.Subscript, ast.Attribute)):
            yield ast.AugAssign(copy.deepcopy(target), ast.Add(), value)
        if isinstance(target, ast.Subscript):
            # dW[...] = 0 -> dW = 0
            name = copy.deepcopy(target.value)
            name.ctx = ast.Store()
            yield ast.Assign([name], value)


def _unpacking(node, scope):
    if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Tuple):
        elements = node.targets[0].elts
        if len(elements) == 1:
            yield _with(node, targets=[elements[0]])
        else:
            yield _with(node, targets=[ast.Tuple(elements[::-1], ast.Store())])
    if isinstance(node, ast.List) and isinstance(node.ctx, ast.Load) and len(node.elts) == 1:
        yield node.elts[0]
    if isinstance(node, ast.Starred):
        yield node.value


def _range(node, scope):
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "range":
        for i, argument in enumerate(node.args):
            for amount in (1, -1):
                args = [*node.args[:i], _plus(argument, amount), *node.args[i + 1 :]]
                yield _with(node, args=args)
        if len(node.args) == 1:
            yield _with(node, args=[ast.Constant(1), *node.args])


def _dtype(node, scope):
    if isinstance(node, ast.keyword) and node.arg == "dtype":
        name = node.value
        if isinstance(name, ast.Attribute) and name.attr in DTYPES:
            yield _with(node, value=_with(name, attr=DTYPES[name.attr]))
        if isinstance(name, ast.Name) and name.id in DTYPES:
            yield _with(node, value=_with(name, id=DTYPES[name.id]))
    if isinstance(node, ast.Return) and node.value is not None:
        for dtype in ("int", "float"):
            cast = ast.parse(f"np.asarray(0).astype({dtype})", mode="eval").body
            cast.func.value.args = [node.value]
            yield _with(node, value=cast)
        outer = ast.parse("np.asarray(0)[np.newaxis]", mode="eval").body
        outer.value.args = [node.value]
        yield _with(node, value=outer)


def _other_name(node, scope):
    if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
        names = scope.names()
        if node.id in names:
            for other in names:
                if other != node.id:
                    yield ast.Name(other, ast.Load())
    if (
        isinstance(node, ast.Attribute)
        and isinstance(node.ctx, ast.Load)
        and isinstance(node.value, ast.Name)
        and node.value.id == "self"
    ):
        attributes = scope.attributes()
        if node.attr in attributes:
            for other in attributes:
                if other != node.attr:
                    yield _with(node, attr=other)


def _stored_name(node, scope):
    # stored under one name, read under another
    if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store):
        yield _with(node, attr=node.attr + "_")
    if isinstance(node, ast.FunctionDef) and len(scope.path) > 2 and node.name != "__init__":
        yield _with(node, name=node.name + "_")


OPERATORS = (
    _arithmetic,
    _comparison,
    _constant,
    _index,
    _axis,
    _statement_deletion,
    _loop,
    _argument,
    _call,
    _in_place,
    _unpacking,
    _range,
    _dtype,
    _other_name,
    _stored_name,
)
