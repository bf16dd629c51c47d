package dev.supercargo.expr.syntax;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A syntax tree. Each node has a position, the offset in code points that errors about it show.
public sealed interface Node {
    /// The offset in code points.
    int position();

    /// `nil`
    record Nil(int position) implements Node {}

    /// `true`, `false`
    record Bool(int position, boolean value) implements Node {}

    /// An integer.
    record Int(int position, long value) implements Node {}

    /// A float.
    record Real(int position, double value) implements Node {}

    /// A string.
    record Text(int position, String value) implements Node {}

    /// A bytes literal; one character (0 to 255) for each byte.
    record Bytes(int position, String value) implements Node {}

    /// A name.
    record Identifier(int position, String name) implements Node {}

    /// `-x`, `not x`
    record Unary(int position, String operator, Node operand) implements Node {}

    /// `a + b`
    record Binary(int position, String operator, Node left, Node right) implements Node {}

    /// `a < b < c`, which means `a < b && b < c`.
    record Comparisons(int position, Node first, List<Link> links) implements Node {}

    /// `< b`
    record Link(int position, String operator, Node operand) {}

    /// `c ? x : y`, `if c { x } else { y }`
    record Conditional(int position, Node condition, Node then, Node otherwise) implements Node {}

    /// `let name = value; body`
    record Let(int position, String name, Node value, Node body) implements Node {}

    /// `a; b`
    record Sequence(int position, List<Node> nodes) implements Node {}

    /// `x.name`, `x[index]`, `x?.name`
    ///
    /// @param called whether it is the callee of a call
    record Member(int position, Node base, Node property, boolean optional, boolean called) implements Node {}

    /// `x[from:to]`
    record Slice(
            int position,
            Node base,
            @Nullable Node from,
            @Nullable Node to) implements Node {}

    /// What `?.` leaves when it meets nil.
    record Chain(int position, Node link) implements Node {}

    /// `f(x)` where `f` is no builtin.
    record Call(int position, Node callee, List<Node> arguments) implements Node {}

    /// A call of a builtin.
    record Builtin(int position, String name, List<Node> arguments) implements Node {}

    /// `[a, b]`
    record ListLiteral(int position, List<Node> items) implements Node {}

    /// `{k: v}`
    record MapLiteral(int position, List<Pair> pairs) implements Node {}

    /// `k: v`
    record Pair(Node key, Node value) {}

    /// The body that a builtin applies to each element.
    record Predicate(int position, Node body) implements Node {}

    /// `#`, `#index`, `#acc`
    record Pointer(int position, String name) implements Node {}
}
