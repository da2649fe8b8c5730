package dev.omnipoints.loyalty.earning;

import dev.cel.runtime.CelVariableResolver;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What conditions may know of one sale or event. Not safe for threads: of one evaluation. */
final class Facts implements CelVariableResolver {

    private final Occasion occasion;

    private final Moment moment;

    private final Cart cart;

    private Optional<Object> basket;

    private Optional<Object> member;

    private Optional<Object> segments;

    private Optional<Object> time;

    private OfLine[] lines;

    private Scene scene;

    /** @param basket null: a named event */
    Facts(Basket basket, Occasion occasion, Moment moment) {
        this.occasion = occasion;
        this.moment = moment;
        this.cart = basket == null ? null : new Cart(basket);
    }

    /** What a variable but `line` stands for. */
    Object value(String name) {
        return find(name).orElseThrow();
    }

    /** @param line its place; negative: none is asked about */
    Scene scene(int line) {
        if (scene == null) {
            scene = new Scene(this);
        }
        return scene.begin(line < 0 ? null : cart.lines().get(line));
    }

    /** These, and one of the lines. */
    CelVariableResolver ofLine(int line) {
        if (lines == null) {
            lines = new OfLine[cart.lines().size()];
        }
        if (lines[line] == null) {
            lines[line] = new OfLine(this, Optional.of(cart.lines().get(line)));
        }
        return lines[line];
    }

    @Override
    public Optional<Object> find(String name) {
        return switch (name) {
            case "basket" -> cart == null ? Optional.empty() : basket();
            case "event" -> Optional.ofNullable(occasion.event()).map(Vocabulary.EVENT::of);
            case "member" -> member();
            case "tier" -> Optional.of(Vocabulary.word(occasion.tier()));
            case "segments" -> segments();
            case "channel" -> Optional.of(Vocabulary.word(occasion.channel()));
            case "store" -> Optional.of(Vocabulary.word(occasion.store()));
            case "terminal" -> Optional.of(Vocabulary.word(occasion.terminal()));
            case "time" -> time();
            default -> Optional.empty();
        };
    }

    private Optional<Object> basket() {
        if (basket == null) {
            basket = Optional.of(Vocabulary.BASKET.of(cart));
        }
        return basket;
    }

    private Optional<Object> member() {
        if (member == null) {
            member = Optional.of(Vocabulary.MEMBER.of(occasion));
        }
        return member;
    }

    private Optional<Object> segments() {
        if (segments == null) {
            segments = Optional.of(List.copyOf(occasion.segments()));
        }
        return segments;
    }

    private Optional<Object> time() {
        if (time == null) {
            time = Optional.of(Vocabulary.TIME.of(moment));
        }
        return time;
    }

    private record OfLine(Facts facts, Optional<Object> line) implements CelVariableResolver {

        @Override
        public Optional<Object> find(String name) {
            return name.equals("line") ? line : facts.find(name);
        }
    }

    /** A basket, what it comes to reckoned when it is asked. */
    static final class Cart {

        private final Basket basket;

        private List<Object> lines;

        private Cart(Basket basket) {
            this.basket = basket;
        }

        Basket basket() {
            return basket;
        }

        List<Object> lines() {
            if (lines == null) {
                List<Object> seen = new ArrayList<>(basket.lines().size());
                for (Basket.Line line : basket.lines()) {
                    seen.add(Vocabulary.LINE.of(line));
                }
                lines = List.copyOf(seen);
            }
            return lines;
        }

        long sum(Rule.Base base) {
            long sum = 0;
            for (Basket.Line line : basket.lines()) {
                sum = Math.addExact(sum, line.base(base));
            }
            return sum;
        }

        long total() {
            return basket.total();
        }

        long quantity() {
            long sum = 0;
            for (Basket.Line line : basket.lines()) {
                sum = Math.addExact(sum, line.quantity());
            }
            return sum;
        }
    }
}
