//! Statements of exchange rates.

pub(super) const RATE: &str = "select rate_scaled, on_day, source from exchange_rates where currency = $1 and on_day <= $2 order by on_day desc limit 1";
pub(super) const ON: &str = "select rate_scaled from exchange_rates where currency = $1 and on_day = $2";
pub(super) const LIST: &str = "select currency, on_day, rate_scaled, source from exchange_rates
 where $1 = '' or currency = $1 order by currency, on_day desc limit $2";
pub(super) const SAVE: &str =
    "insert into exchange_rates (currency, on_day, rate_scaled, source) values ($1, $2, $3, $4)
 on conflict (currency, on_day) do update set rate_scaled = excluded.rate_scaled, source = excluded.source";
pub(super) const REMOVE: &str = "delete from exchange_rates where currency = $1 and on_day = $2";
