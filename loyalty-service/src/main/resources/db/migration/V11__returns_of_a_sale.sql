-- What became of a return's key is asked with the receipt that it named, or found from its journal row (docs/till.md):
-- neither tells the return's id.
CREATE INDEX goods_return_sale ON goods_return (programme, sale);
