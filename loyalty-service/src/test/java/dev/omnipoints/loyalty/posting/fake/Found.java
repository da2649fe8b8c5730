package dev.omnipoints.loyalty.posting.fake;

import io.vertx.sqlclient.PropertyKind;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowIterator;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.desc.ColumnDescriptor;
import io.vertx.sqlclient.impl.ArrayTuple;
import java.util.Iterator;
import java.util.List;

/** What a statement gives back. */
public record Found(Layout layout, List<Object[]> values) implements RowSet<Row> {

    static final Found NOTHING = new Found(Layout.of("none"), List.of());

    private static final class FoundRow extends ArrayTuple implements Row {
        private final Layout layout;

        FoundRow(Layout layout, Object[] values) {
            super(values.length);
            this.layout = layout;
            for (Object value : values) {
                addValue(value);
            }
        }

        @Override
        public String getColumnName(int place) {
            return layout.names().get(place);
        }

        @Override
        public int getColumnIndex(String name) {
            return layout.place(name);
        }
    }

    @Override
    public RowIterator<Row> iterator() {
        Iterator<Object[]> rows = values.iterator();
        return new RowIterator<>() {
            @Override
            public boolean hasNext() {
                return rows.hasNext();
            }

            @Override
            public Row next() {
                return new FoundRow(layout, rows.next());
            }
        };
    }

    @Override
    public RowSet<Row> next() {
        return null;
    }

    @Override
    public int rowCount() {
        return values.size();
    }

    @Override
    public int size() {
        return values.size();
    }

    @Override
    public List<String> columnsNames() {
        return layout.names();
    }

    @Override
    public List<ColumnDescriptor> columnDescriptors() {
        return null;
    }

    @Override
    public <V> V property(PropertyKind<V> kind) {
        return null;
    }

    @Override
    public RowSet<Row> value() {
        return this;
    }
}
