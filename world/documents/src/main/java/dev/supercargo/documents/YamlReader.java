package dev.supercargo.documents;

import dev.supercargo.documents.YamlNode.Style;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceStartEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/// Reads the first document of a YAML text into [YamlNode]s that know their place.
final class YamlReader {
    private static final LoadSettings SETTINGS = LoadSettings.builder()
            .setCodePointLimit(64 * 1024 * 1024)
            .setUseMarks(true)
            .build();
    private static final int MAX_DEPTH = 200;

    private final int[] text;
    private final Iterator<Event> events;
    private final Map<String, YamlNode> anchors = new HashMap<>();

    private YamlReader(int[] text, Iterator<Event> events) {
        this.text = text;
        this.events = events;
    }

    /// The root of the first document, or empty where the text holds none.
    ///
    /// @throws DocumentException where the text is not YAML
    static Optional<YamlNode> first(String text) {
        try {
            var reader = new YamlReader(
                    text.codePoints().toArray(),
                    new Parse(SETTINGS).parseString(text).iterator());
            while (reader.events.hasNext()) {
                if (reader.events.next().getEventId() == Event.ID.DocumentStart) {
                    return Optional.of(reader.node(reader.events.next(), false, 0));
                }
            }
            return Optional.empty();
        } catch (YamlEngineException e) {
            throw new DocumentException(
                    "not YAML: " + String.valueOf(e.getMessage()).strip(), e);
        }
    }

    private YamlNode node(Event event, boolean inFlow, int depth) {
        if (depth > MAX_DEPTH) {
            throw new DocumentException("not YAML: nested deeper than " + MAX_DEPTH + " levels");
        }
        return switch (event) {
            case ScalarEvent scalar ->
                anchored(
                        scalar.getAnchor(),
                        scalar(scalar, inFlow, scalar.getTag().orElse(null)));
            case MappingStartEvent start -> {
                var entries = new ArrayList<YamlNode.Entry>();
                boolean flow = inFlow || start.isFlow();
                for (Event next = events.next(); next.getEventId() != Event.ID.MappingEnd; next = events.next()) {
                    YamlNode key = node(next, flow, depth + 1);
                    entries.add(new YamlNode.Entry(key, node(events.next(), flow, depth + 1)));
                }
                yield anchored(start.getAnchor(), new YamlNode.Mapping(entries));
            }
            case SequenceStartEvent start -> {
                var items = new ArrayList<YamlNode>();
                boolean flow = inFlow || start.isFlow();
                for (Event next = events.next(); next.getEventId() != Event.ID.SequenceEnd; next = events.next()) {
                    items.add(node(next, flow, depth + 1));
                }
                yield anchored(start.getAnchor(), new YamlNode.Sequence(items));
            }
            case AliasEvent alias -> {
                String name = alias.getAlias().getValue();
                YamlNode target = anchors.get(name);
                if (target == null) {
                    throw new DocumentException("not YAML: unknown anchor '" + name + "' referenced");
                }
                yield new YamlNode.Alias(name, target);
            }
            default -> throw new IllegalStateException("unexpected event " + event);
        };
    }

    private YamlNode anchored(Optional<Anchor> anchor, YamlNode node) {
        anchor.ifPresent(name -> anchors.put(name.getValue(), node));
        return node;
    }

    private YamlNode scalar(ScalarEvent event, boolean inFlow, @Nullable String tag) {
        int end = event.getEndMark().map(Mark::getIndex).orElse(0);
        int start = event.getStartMark().map(Mark::getIndex).orElse(0);
        if (event.getAnchor().isPresent() || event.getTag().isPresent()) {
            start = afterProperties(start, end);
        }
        Style style = switch (event.getScalarStyle()) {
            case PLAIN, JSON_SCALAR_STYLE -> Style.PLAIN;
            case SINGLE_QUOTED -> Style.SINGLE_QUOTED;
            case DOUBLE_QUOTED -> Style.DOUBLE_QUOTED;
            case LITERAL, FOLDED -> Style.BLOCK;
        };
        return new YamlNode.Scalar(event.getValue(), style, inFlow, start, end, tag);
    }

    /// The place behind `&anchor` and `!tag`, from which the scalar's own text begins.
    private int afterProperties(int start, int end) {
        int here = start;
        int behind = start;
        while (here < end && (text[here] == '&' || text[here] == '!')) {
            while (here < end && !isBlank(text[here])) {
                here++;
            }
            behind = here;
            here = skipBlanksAndComments(here, end);
        }
        return here < end ? here : behind;
    }

    private int skipBlanksAndComments(int from, int end) {
        int here = from;
        while (here < end && (isBlank(text[here]) || text[here] == '#')) {
            if (text[here] == '#') {
                while (here < end && text[here] != '\n') {
                    here++;
                }
            } else {
                here++;
            }
        }
        return here;
    }

    private static boolean isBlank(int c) {
        return c == ' ' || c == '\t' || c == '\n' || c == '\r';
    }
}
