//! Cravings over the week: blocks of hours by weekday.

use chrono::{Datelike, Timelike, Weekday};

use super::Noted;
use crate::base::figures::ENOUGH;
use crate::entries::body::Body;

/// Blocks in a day.
pub const BLOCKS: u8 = 6;
/// Hours in a block; the first begins at midnight.
pub const HOURS: u8 = 24 / BLOCKS;

/// Cravings by weekday and block of hours, by the participant's own clock then and there.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Grid {
    /// Monday first; within a day midnight first.
    pub cells: [[u32; BLOCKS as usize]; 7],
    pub n: u32,
}

pub fn grid(noted: &[Noted<'_>]) -> Grid {
    let mut grid = Grid::default();
    for at in noted.iter().filter(|n| matches!(n.record.body, Body::Craving(_))).map(|n| n.record.at) {
        let block = usize::try_from(at.hour() / u32::from(HOURS)).unwrap_or(0);
        let weekday = usize::try_from(at.weekday().num_days_from_monday()).unwrap_or(0);
        if let Some(cell) = grid.cells.get_mut(weekday).and_then(|day| day.get_mut(block)) {
            *cell += 1;
            grid.n += 1;
        }
    }
    grid
}

/// The facts of the sentence beside the chart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GridFact {
    /// Fewer than five cravings.
    TooFew { n: u32 },
    /// Several cells hold the most.
    NoneStandsOut { n: u32 },
    /// One cell holds more than any other: `count` of all `n`, on this weekday, from `from_hour` on for [`HOURS`]
    /// hours.
    Busiest { weekday: Weekday, from_hour: u8, count: u32, n: u32 },
}

pub fn grid_fact(grid: &Grid) -> GridFact {
    let n = grid.n;
    if n < ENOUGH {
        return GridFact::TooFew { n };
    }
    let mut most = (0, 0, 0);
    let mut alone = false;
    for (weekday, blocks) in (0u8..).zip(&grid.cells) {
        for (block, count) in (0u8..).zip(blocks) {
            alone = *count > most.0 || (alone && *count < most.0);
            if *count > most.0 {
                most = (*count, weekday, block);
            }
        }
    }
    match Weekday::try_from(most.1) {
        Ok(weekday) if alone => GridFact::Busiest { weekday, from_hour: most.2 * HOURS, count: most.0, n },
        _ => GridFact::NoneStandsOut { n },
    }
}

#[cfg(test)]
mod tests {
    use super::super::support::{craving, noted};
    use super::*;

    #[test]
    fn a_craving_stands_where_the_participants_clock_was() {
        // A Sunday evening in New York, Monday in Greenwich.
        let records = [craving("2026-03-01T23:59:59-05:00", 4), craving("2026-03-02T00:00:00-05:00", 4)];
        let grid = grid(&noted(&records));
        assert_eq!((grid.cells[6][5], grid.cells[0][0], grid.n), (1, 1, 2));
        assert_eq!(grid_fact(&grid), GridFact::TooFew { n: 2 });
    }

    #[test]
    fn only_a_cell_with_more_than_any_other_is_named() {
        let mut records: Vec<_> = (0..3).map(|_| craving("2026-03-06T18:00:00-05:00", 4)).collect();
        records.extend([craving("2026-03-07T18:00:00-05:00", 4), craving("2026-03-08T02:00:00-05:00", 4)]);
        let busiest = GridFact::Busiest { weekday: Weekday::Fri, from_hour: 16, count: 3, n: 5 };
        assert_eq!(grid_fact(&grid(&noted(&records))), busiest);
        records.extend([craving("2026-03-07T19:00:00-05:00", 4), craving("2026-03-07T19:00:00-05:00", 4)]);
        assert_eq!(grid_fact(&grid(&noted(&records))), GridFact::NoneStandsOut { n: 7 });
        records.push(craving("2026-03-08T01:00:00-05:00", 4));
        assert_eq!(grid_fact(&grid(&noted(&records))), GridFact::NoneStandsOut { n: 8 });
    }
}
