package dev.omnipoints.loyalty.rules;

/** What {@link RefusedRulesTest} sends: parts of a rule | path | detail | `schema` where that refuses it too. */
final class RefusedRules {

    static final String TABLE = """
            "points":5 | points | There is no such field; there are award, basket, caps, channels, code, event, id,\s\
            lines, member, name, rounding, stacking, stores, text, times, validFrom, validTo. | schema
            "id":null | id | This field is required. | schema
            "id":5 | id | Send a JSON string. | schema
            "id":"a b" | id | Send 1 to 64 of letters, digits, '.', '_' and '-'. | schema
            "id":"base" | id | Send another id: base is the programme's own rate. | schema
            "name":null | name | This field is required. | schema
            "name":" " | name | Send 1 to 500 characters, not blanks alone, in one line. | schema
            "name":"a\\nb" | name | Send 1 to 500 characters, not blanks alone, in one line. | schema
            "text":"" | text | Send 1 to 500 characters, not blanks alone, in one line. | schema
            "text":"\\u0000" | text | Send 1 to 500 characters, not blanks alone, in one line. | schema
            "text":"\\ud800" | text | Send 1 to 500 characters, not blanks alone, in one line. | schema
            "validFrom":"2026-02-29" | validFrom | Send a day such as 2027-06-30 or a local time such as\s\
            2027-06-30T18:00, from 2000-01-01 to 2999-12-31.
            "validFrom":"1999-12-31" | validFrom | Send a day such as 2027-06-30 or a local time such as\s\
            2027-06-30T18:00, from 2000-01-01 to 2999-12-31. | schema
            "validFrom":"2026-11-30T18:00Z" | validFrom | Send a day such as 2027-06-30 or a local time such as\s\
            2027-06-30T18:00, from 2000-01-01 to 2999-12-31. | schema
            "validTo":20261130 | validTo | Send a JSON string. | schema
            "validTo":"2026-11-30T24:00" | validTo | Send a day such as 2027-06-30 or a local time such as\s\
            2027-06-30T18:00, from 2000-01-01 to 2999-12-31. | schema
            "validFrom":"2026-11-30","validTo":"2026-11-29" | validTo | Send a time after validFrom, or the rule is\s\
            never valid.
            "validFrom":"2026-11-30T18:00","validTo":"2026-11-30T18:00" | validTo | Send a time after validFrom, or\s\
            the rule is never valid.
            "event":"" | event | Send 1 to 64 visible ASCII characters. | schema
            "event":"Sale" | event | Send SALE, or the type of a named event. | schema
            "channels":[] | channels | Send at least one, or leave it out: then it asks nothing. | schema
            "channels":"STORE" | channels | Send a JSON array of strings. | schema
            "channels":["STORE","store"] | channels[1] | Send one of STORE, WEB, APP, SALON, CALL_CENTRE,\s\
            MAIL_ORDER, PARTNER. | schema
            "stores":["A","A"] | stores[1] | Send each one once. | schema
            "stores":["A","B C"] | stores[1] | Send 1 to 64 visible ASCII characters. | schema
            "code":"" | code | Send 1 to 64 visible ASCII characters. | schema
            "member":[] | member | Send a JSON object. | schema
            "member":{"tier":"GOLD"} | member.tier | There is no such field; there are firstSale, flags, segments,\s\
            tiers, when. | schema
            "member":{"tiers":[]} | member.tiers | Send at least one, or leave it out: then it asks nothing. | schema
            "member":{"segments":[5]} | member.segments[0] | Send a JSON string. | schema
            "member":{"flags":["é"]} | member.flags[0] | Send 1 to 64 visible ASCII characters. | schema
            "member":{"firstSale":false} | member.firstSale | Send true, or leave it out: then it asks nothing. |\s\
            schema
            "member":{"firstSale":"yes"} | member.firstSale | Send true or false. | schema
            "member":{"when":""} | member.when | Send a condition of 1 to 2000 characters, none of them a control\s\
            character. | schema
            "times":[] | times | Send 1 to 100 windows, or leave it out: then it asks nothing. | schema
            "times":{} | times | Send a JSON array of objects. | schema
            "times":[{"day":"MONDAY"}] | times[0].day | There is no such field; there are days, from, to. | schema
            "times":[{"days":[]}] | times[0].days | Send at least one, or leave it out: then it asks nothing. | schema
            "times":[{"days":["SUN"]}] | times[0].days[0] | Send one of MONDAY, TUESDAY, WEDNESDAY, THURSDAY,\s\
            FRIDAY, SATURDAY, SUNDAY. | schema
            "times":[{"from":"24:00"}] | times[0].from | Send a time from 00:00 to 23:59. | schema
            "times":[{"to":"8:00"}] | times[0].to | Send a time from 00:00 to 24:00. | schema
            "times":[{"to":5}] | times[0].to | Send a time from 00:00 to 24:00. | schema
            "times":[{"from":"08:00","to":"08:00"}] | times[0].to | Send another time than from: the window has no\s\
            length. 24:00 ends the day.
            "times":[{},{"from":"08:00"},{"from":"08:00","to":"24:00"}] | times[2] | Send each one once.
            "lines":{"includes":{}} | lines.includes | There is no such field; there are exclude, include. | schema
            "lines":{"include":{}} | lines.include | Send one of skus, categories, labels, when at least, or leave\s\
            it out. | schema
            "lines":{"include":{"skus":["a b"]}} | lines.include.skus[0] | Send 1 to 64 visible ASCII characters. |\s\
            schema
            "lines":{"include":{"categories":["a","b/"]}} | lines.include.categories[1] | Leave the last / out: a\s\
            category stands for all below it. | schema
            "lines":{"include":{"categories":["a\\tb"]}} | lines.include.categories[0] | Send 1 to 500 characters,\s\
            not blanks alone, in one line. | schema
            "lines":{"exclude":{"labels":[null]}} | lines.exclude.labels[0] | Send a JSON string. | schema
            "lines":{"include":{"skus":["A","B"]},"exclude":{"skus":["C","B"]}} | lines.exclude.skus[1] | Leave it\s\
            out here or in include: what is excluded is never selected.
            "lines":{"include":{"labels":["A"]},"exclude":{"labels":["A"]}} | lines.exclude.labels[0] | Leave it\s\
            out here or in include: what is excluded is never selected.
            "lines":{"include":{"categories":["ab","a/b"]},"exclude":{"categories":["c","a"]}} |\s\
            lines.exclude.categories[1] | Leave it out here or in include: what is excluded is never selected.
            "lines":{"include":{"when":"line.net > 5"},"exclude":{"when":"line.net > 5"}} | lines.exclude.when |\s\
            Leave it out here or in include: together they fit no line.
            "basket":{"minimum":{}} | basket.minimum | Send minor units by currency, such as {"EUR": 100}. | schema
            "basket":{"minimum":500} | basket.minimum | Send a JSON object. | schema
            "basket":{"minimum":{"EUR":0}} | basket.minimum.EUR | Send a whole number from 1 to 1000000000000. |\s\
            schema
            "basket":{"minimum":{"EUR":5.0}} | basket.minimum.EUR | Send a whole number from 1 to 1000000000000.
            "basket":{"minimum":{"eur":5}} | basket.minimum.eur | Send the ISO 4217 code of money, for example EUR.\s\
            | schema
            "basket":{"minimum":{"XXX":5}} | basket.minimum.XXX | Send the ISO 4217 code of money, for example EUR.
            "basket":{"minimum":{"EUR":5},"minimumOf":"SALE"} | basket.minimumOf | Send one of BASKET, LINES. | schema
            "basket":{"minimumOf":"LINES"} | basket.minimumOf | Send minimum too, or leave both out. | schema
            "award":null | award | Send what the rule gives: rate, perUnit, fixed, multiplier, bestOf. | schema
            "award":{} | award | Send exactly one of rate, perUnit, fixed, multiplier, bestOf. | schema
            "award":{"fixed":{"points":"1"},"multiplier":{"factor":"2"}} | award | Send exactly one of rate,\s\
            perUnit, fixed, multiplier, bestOf. | schema
            "award":{"points":"1"} | award.points | There is no such field; there are bestOf, fixed, multiplier,\s\
            perUnit, rate. | schema
            "award":{"fixed":"5"} | award.fixed | Send a JSON object. | schema
            "award":{"fixed":{}} | award.fixed.points | This field is required. | schema
            "award":{"fixed":{"points":5}} | award.fixed.points | Send a decimal as a string such as "1.5", with at\s\
            most 6 places, above 0, at most 1000000000000. | schema
            "award":{"fixed":{"points":"0.0"}} | award.fixed.points | Send a decimal as a string such as "1.5",\s\
            with at most 6 places, above 0, at most 1000000000000. | schema
            "award":{"fixed":{"points":"-1"}} | award.fixed.points | Send a decimal as a string such as "1.5", with\s\
            at most 6 places, above 0, at most 1000000000000. | schema
            "award":{"fixed":{"points":"01"}} | award.fixed.points | Send a decimal as a string such as "1.5", with\s\
            at most 6 places, above 0, at most 1000000000000. | schema
            "award":{"fixed":{"points":"1e3"}} | award.fixed.points | Send a decimal as a string such as "1.5",\s\
            with at most 6 places, above 0, at most 1000000000000. | schema
            "award":{"fixed":{"points":"1.0000001"}} | award.fixed.points | Send a decimal as a string such as\s\
            "1.5", with at most 6 places, above 0, at most 1000000000000. | schema
            "award":{"fixed":{"points":"1000000000000.000001"}} | award.fixed.points | Send a decimal as a string\s\
            such as "1.5", with at most 6 places, above 0, at most 1000000000000. | schema
            "award":{"perUnit":{"points":"9999999999999"}} | award.perUnit.points | Send a decimal as a string such\s\
            as "1.5", with at most 6 places, above 0, at most 1000000000000. | schema
            "award":{"perUnit":{"points":"1","multiplied":1}} | award.perUnit.multiplied | Send true or false. |\s\
            schema
            "award":{"multiplier":{"factor":"0.5"}} | award.multiplier.factor | Send a decimal as a string such as\s\
            "1.5", with at most 6 places, from 1, at most 1000. | schema
            "award":{"multiplier":{"factor":"1000.01"}} | award.multiplier.factor | Send a decimal as a string such\s\
            as "1.5", with at most 6 places, from 1, at most 1000. | schema
            "award":{"rate":{"points":"1"}} | award.rate.per | This field is required. | schema
            "award":{"rate":{"points":"1","per":{"EUR":"100"}}} | award.rate.per.EUR | Send a whole number from 1\s\
            to 1000000000000. | schema
            "award":{"rate":{"points":"1","per":{"EUR":1000000000001}}} | award.rate.per.EUR | Send a whole number\s\
            from 1 to 1000000000000. | schema
            "award":{"rate":{"points":"1","per":{"EUR":100},"base":"TOTAL"}} | award.rate.base | Send one of NET,\s\
            GROSS, NET_EX_TAX. | schema
            "award":{"rate":{"points":"1","per":{"EUR":100},"of":"SALE"}} | award.rate.of | Send one of LINES,\s\
            BASKET. | schema
            "award":{"bestOf":[{"fixed":{"points":"1"}}]} | award.bestOf | Send 2 to 10 awards. | schema
            "award":{"bestOf":[{"fixed":{"points":"1"}},{"bestOf":[]}]} | award.bestOf[1].bestOf | A best-of\s\
            chooses among rate, perUnit, fixed. | schema
            "award":{"bestOf":[{"fixed":{"points":"1"}},{"multiplier":{"factor":"2"}}]} |\s\
            award.bestOf[1].multiplier | A best-of chooses among rate, perUnit, fixed. | schema
            "award":{"bestOf":[{},{"fixed":{"points":"1"}}]} | award.bestOf[0] | Send exactly one of rate, perUnit,\s\
            fixed. | schema
            "stacking":{"mode":"BEST"} | stacking.mode | Send one of ADDITIVE, EXCLUSIVE. | schema
            "stacking":{"group":"g"} | stacking.group | Leave it out, or send the mode EXCLUSIVE: a group has one\s\
            award. | schema
            "stacking":{"mode":"EXCLUSIVE","group":""} | stacking.group | Send 1 to 64 visible ASCII characters. |\s\
            schema
            "stacking":{"priority":1001} | stacking.priority | Send a whole number from -1000 to 1000. | schema
            "stacking":{"stop":"no"} | stacking.stop | Send true or false. | schema
            "stacking":{"stackable":true} | stacking.stackable | Leave it out: it goes with rules on named events;\s\
            send the mode ADDITIVE. | schema
            "caps":[] | caps | Send at least one, or leave it out: then nothing is capped. | schema
            "caps":[{"points":5}] | caps[0].per | This field is required. | schema
            "caps":[{"per":"DAY"}] | caps[0] | Send exactly one of points, uses, and per. | schema
            "caps":[{"points":5,"uses":1,"per":"DAY"}] | caps[0] | Send exactly one of points, uses, and per. | schema
            "caps":[{"points":0,"per":"DAY"}] | caps[0].points | Send a whole number from 1 to 1000000000000. | schema
            "caps":[{"points":5,"per":"YEAR"}] | caps[0].per | Send one of SALE, DAY, WEEK, MONTH, LIFETIME, TOTAL.\s\
            | schema
            "caps":[{"uses":5,"per":"SALE"}] | caps[0].per | Send one of DAY, WEEK, MONTH, LIFETIME, TOTAL. | schema
            "caps":[{"points":5,"per":"DAY"},{"uses":5,"per":"DAY"},{"points":9,"per":"DAY"}] | caps[2] | Send each\s\
            measure once per DAY: another cap has it too.
            "rounding":{"mode":"UP"} | rounding.mode | Send one of FLOOR, HALF_UP, CEILING. | schema
            "rounding":{"place":"BASKET"} | rounding.place | Send one of RULE, LINE, SALE. | schema
            "rounding":{"place":"LINE"} | rounding.place | Send RULE or SALE: this award is not of single lines. |\s\
            schema
            "rounding":{"place":"LINE"},"award":{"rate":{"points":"1","per":{"EUR":1},"of":"BASKET"}} |\s\
            rounding.place | Send RULE or SALE: this award is not of single lines. | schema
            "rounding":{"place":"LINE"},"award":{"bestOf":[{"perUnit":{"points":"1"}},{"fixed":{"points":"1"}}]} |\s\
            rounding.place | Send RULE or SALE: this award is not of single lines. | schema
            "event":"visit","lines":{} | lines | Leave it out: it goes with rules on sales, a named event has none.\s\
            | schema
            "event":"visit","basket":{} | basket | Leave it out: it goes with rules on sales, a named event has\s\
            none. | schema
            "event":"visit","code":"C" | code | Leave it out: it goes with rules on sales, a named event has none.\s\
            | schema
            "event":"visit","member":{"firstSale":true} | member.firstSale | Leave it out: it goes with rules on\s\
            sales, a named event is none. | schema
            "event":"visit","award":null | award | Send what the rule gives: fixed, bestOf. | schema
            "event":"visit","award":{"perUnit":{"points":"1"}} | award.perUnit | A rule on a named event gives\s\
            fixed, bestOf. | schema
            "event":"visit","award":{"bestOf":[{"fixed":{"points":"1"}},{"perUnit":{"points":"1"}}]} |\s\
            award.bestOf[1].perUnit | A rule on a named event gives fixed. | schema
            "event":"visit","award":{"fixed":{"points":"1","multiplied":true}} | award.fixed.multiplied | Leave it\s\
            out: multipliers act on sales. | schema
            "event":"visit","caps":[{"points":5,"per":"SALE"}] | caps[0].per | Send one of DAY, WEEK, MONTH,\s\
            LIFETIME, TOTAL. | schema
            """;

    private RefusedRules() {}
}
