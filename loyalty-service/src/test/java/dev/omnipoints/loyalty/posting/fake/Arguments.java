package dev.omnipoints.loyalty.posting.fake;

import io.vertx.sqlclient.Tuple;

/** What a statement is given: an array a column, an element a row; the first may be one value for all rows. */
public record Arguments(Tuple values) {

    /** How many rows. */
    public int rows() {
        return ((Object[]) values.getValue(1)).length;
    }

    /** A column of a row, both counted from 0. */
    public Object at(int column, int row) {
        return values.getValue(column) instanceof Object[] each ? each[row] : values.getValue(column);
    }

    /** All columns of a row. */
    public Object[] row(int row) {
        Object[] all = new Object[values.size()];
        for (int column = 0; column < all.length; column++) {
            all[column] = at(column, row);
        }
        return all;
    }
}
