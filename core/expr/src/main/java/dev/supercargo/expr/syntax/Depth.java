package dev.supercargo.expr.syntax;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How deep a tree is, found without recursion.
final class Depth {
    private record Level(Node node, int depth) {}

    private Depth() {}

    static int of(Node root) {
        int deepest = 0;
        Deque<Level> open = new ArrayDeque<>(List.of(new Level(root, 1)));
        while (!open.isEmpty()) {
            Level here = open.pop();
            deepest = Math.max(deepest, here.depth());
            for (Node child : children(here.node())) {
                open.push(new Level(child, here.depth() + 1));
            }
        }
        return deepest;
    }

    private static List<Node> children(Node node) {
        return switch (node) {
            case Node.Nil _,
                    Node.Bool _,
                    Node.Int _,
                    Node.Real _,
                    Node.Text _,
                    Node.Bytes _,
                    Node.Identifier _,
                    Node.Pointer _ -> List.of();
            case Node.Unary unary -> List.of(unary.operand());
            case Node.Binary binary -> List.of(binary.left(), binary.right());
            case Node.Comparisons comparisons ->
                with(
                        comparisons.first(),
                        comparisons.links().stream().map(Node.Link::operand).toList());
            case Node.Conditional choice -> List.of(choice.condition(), choice.then(), choice.otherwise());
            case Node.Let let -> List.of(let.value(), let.body());
            case Node.Sequence sequence -> sequence.nodes();
            case Node.Member member -> List.of(member.base(), member.property());
            case Node.Slice slice -> present(slice.base(), slice.from(), slice.to());
            case Node.Chain chain -> List.of(chain.link());
            case Node.Call call -> with(call.callee(), call.arguments());
            case Node.Builtin builtin -> builtin.arguments();
            case Node.ListLiteral list -> list.items();
            case Node.MapLiteral map ->
                map.pairs().stream()
                        .flatMap(pair -> java.util.stream.Stream.of(pair.key(), pair.value()))
                        .toList();
            case Node.Predicate predicate -> List.of(predicate.body());
        };
    }

    private static List<Node> with(Node first, List<Node> rest) {
        var all = new ArrayList<Node>(List.of(first));
        all.addAll(rest);
        return all;
    }

    private static List<Node> present(@Nullable Node... nodes) {
        var present = new ArrayList<Node>();
        for (Node node : nodes) {
            if (node != null) {
                present.add(node);
            }
        }
        return present;
    }
}
