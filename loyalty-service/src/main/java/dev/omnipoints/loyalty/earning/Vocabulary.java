package dev.omnipoints.loyalty.earning;

import com.google.common.collect.ImmutableCollection;
import com.google.common.collect.ImmutableMap;
import dev.cel.common.types.CelType;
import dev.cel.common.types.CelTypeProvider;
import dev.cel.common.types.ListType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import java.time.LocalDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The variables of conditions and the types of their fields (docs/rules.md, CEL). */
final class Vocabulary {

    private static final CelType WORDS = ListType.create(SimpleType.STRING);

    static final Shape<Basket.Line> LINE = Shape.<Basket.Line>named("Line")
            .field("lineId", SimpleType.STRING, Basket.Line::lineId)
            .field("sku", SimpleType.STRING, Basket.Line::sku)
            .field("category", SimpleType.STRING, line -> word(line.category()))
            .field("labels", WORDS, Basket.Line::labels)
            .field("quantity", SimpleType.INT, Basket.Line::quantity)
            .field("gross", SimpleType.INT, Basket.Line::gross)
            .field("discount", SimpleType.INT, Basket.Line::discount)
            .field("tax", SimpleType.INT, Basket.Line::tax)
            .field("net", SimpleType.INT, Basket.Line::net)
            .field("netExTax", SimpleType.INT, line -> line.base(Rule.Base.NET_EX_TAX))
            .build();

    static final Shape<Facts.Cart> BASKET = Shape.<Facts.Cart>named("Basket")
            .field("currency", SimpleType.STRING, cart -> cart.basket().currency())
            .field("gross", SimpleType.INT, cart -> cart.sum(Rule.Base.GROSS))
            .field("net", SimpleType.INT, cart -> cart.sum(Rule.Base.NET))
            .field("netExTax", SimpleType.INT, cart -> cart.sum(Rule.Base.NET_EX_TAX))
            .field("discount", SimpleType.INT, cart -> cart.basket().basketDiscount())
            .field("total", SimpleType.INT, Facts.Cart::total)
            .field("quantity", SimpleType.INT, Facts.Cart::quantity)
            .field("lines", ListType.create(LINE.type()), Facts.Cart::lines)
            .field("codes", WORDS, cart -> cart.basket().codes())
            .build();

    static final Shape<Occasion> MEMBER = Shape.<Occasion>named("Member")
            .field("known", SimpleType.BOOL, Occasion::known)
            .field("tier", SimpleType.STRING, occasion -> word(occasion.tier()))
            .field("segments", WORDS, occasion -> List.copyOf(occasion.segments()))
            .field("flags", WORDS, occasion -> List.copyOf(occasion.flags()))
            .build();

    static final Shape<Moment> TIME = Shape.<Moment>named("Time")
            .field("year", SimpleType.INT, moment -> (long) moment.local().getYear())
            .field("month", SimpleType.INT, moment -> (long) moment.local().getMonthValue())
            .field("day", SimpleType.INT, moment -> (long) moment.local().getDayOfMonth())
            .field("weekday", SimpleType.INT, moment -> (long) weekday(moment.local()))
            .field("hour", SimpleType.INT, moment -> (long) moment.local().getHour())
            .field("minute", SimpleType.INT, moment -> (long) moment.local().getMinute())
            .field(
                    "date",
                    SimpleType.STRING,
                    moment -> moment.local().toLocalDate().toString())
            .field("at", SimpleType.TIMESTAMP, Moment::instant)
            .build();

    static final Shape<Occasion.Event> EVENT = Shape.<Occasion.Event>named("Event")
            .field("source", SimpleType.STRING, Occasion.Event::source)
            .field("type", SimpleType.STRING, Occasion.Event::type)
            .field("data", MapType.create(SimpleType.STRING, SimpleType.DYN), Occasion.Event::data)
            .build();

    /** The shapes by name. */
    static final CelTypeProvider TYPES = new Types();

    private Vocabulary() {}

    /** What a condition of this scope may speak of. */
    static Map<String, CelType> variables(Scope scope) {
        Map<String, CelType> variables = new LinkedHashMap<>();
        if (scope != Scope.EVENT) {
            variables.put("basket", BASKET.type());
        }
        if (scope == Scope.LINE) {
            variables.put("line", LINE.type());
        }
        if (scope == Scope.EVENT) {
            variables.put("event", EVENT.type());
        }
        variables.put("member", MEMBER.type());
        variables.put("tier", SimpleType.STRING);
        variables.put("segments", WORDS);
        variables.put("channel", SimpleType.STRING);
        variables.put("store", SimpleType.STRING);
        variables.put("terminal", SimpleType.STRING);
        variables.put("time", TIME.type());
        return variables;
    }

    /** CEL knows no absence of a word. */
    static String word(String word) {
        return word == null ? "" : word;
    }

    private static int weekday(LocalDateTime local) {
        return local.getDayOfWeek().getValue();
    }

    private static final class Types implements CelTypeProvider {

        private final ImmutableMap<String, CelType> byName = ImmutableMap.of(
                LINE.type().name(), LINE.type(),
                BASKET.type().name(), BASKET.type(),
                MEMBER.type().name(), MEMBER.type(),
                TIME.type().name(), TIME.type(),
                EVENT.type().name(), EVENT.type());

        @Override
        public ImmutableCollection<CelType> types() {
            return byName.values();
        }

        @Override
        public Optional<CelType> findType(String name) {
            return Optional.ofNullable(byName.get(name));
        }
    }
}
