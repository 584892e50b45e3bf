//! Days as numbers that can be added and compared, and the months around them.

use super::Day;

/// Days of years that are further away count as days of these: no date of a file makes a sum overflow.
const FURTHEST_YEAR: i64 = 1_000_000_000;

impl Day {
    /// Number of days since 1 January 1970 in the Gregorian calendar, which is carried on to before it was there; negative
    /// before. Counted in years that begin in March, whose months then have the same lengths in every year but for the last.
    #[must_use]
    pub fn number(self) -> i64 {
        let (month, day) = (i64::from(self.month), i64::from(self.day));
        let year = self.year.clamp(-FURTHEST_YEAR, FURTHEST_YEAR) - i64::from(month <= 2);
        let (century, of_century) = (year.div_euclid(400), year.rem_euclid(400));
        let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
        century * 146_097 + of_century * 365 + of_century / 4 - of_century / 100 + of_year - 719_468
    }

    /// The day of a number: [`Day::number`] the other way round.
    #[must_use]
    pub fn from_number(number: i64) -> Self {
        let number = number.clamp(-366 * FURTHEST_YEAR, 366 * FURTHEST_YEAR) + 719_468;
        let (century, of_century) = (number.div_euclid(146_097), number.rem_euclid(146_097));
        let year = (of_century - of_century / 1460 + of_century / 36_524 - of_century / 146_096) / 365;
        let of_year = of_century - (365 * year + year / 4 - year / 100);
        let month = (5 * of_year + 2) / 153;
        let day = of_year - (153 * month + 2) / 5 + 1;
        let month = if month < 10 { month + 3 } else { month - 9 };
        Self { year: century * 400 + year + i64::from(month <= 2), month: month as u8, day: day as u8 }
    }

    /// Number of months since the beginning of the year 0.
    #[must_use]
    pub fn months(self) -> i64 {
        self.year.clamp(-FURTHEST_YEAR, FURTHEST_YEAR) * 12 + i64::from(self.month) - 1
    }

    /// The first day of a month that is counted like that.
    #[must_use]
    pub fn of_months(months: i64) -> Self {
        Self { year: months.div_euclid(12), month: months.rem_euclid(12) as u8 + 1, day: 1 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_counted_one_by_one() {
        assert_eq!(Day { year: 1970, month: 1, day: 1 }.number(), 0);
        assert_eq!(Day { year: 2000, month: 3, day: 1 }.number(), 11_017);
        assert_eq!(Day { year: 1969, month: 12, day: 31 }.number(), -1);
        let mut before = Day::from_number(-800_000);
        for number in -799_999..80_000 {
            let day = Day::from_number(number);
            assert_eq!(day.number(), number);
            let is_next = match (day.month, day.day) {
                (1, 1) => (before.month, before.day, before.year) == (12, 31, day.year - 1),
                (_, 1) => before.day >= 28 && (before.year, before.month + 1) == (day.year, day.month),
                _ => (before.year, before.month, before.day + 1) == (day.year, day.month, day.day),
            };
            assert!(is_next, "{before} and {day}");
            before = day;
        }
    }

    #[test]
    fn months_are_counted_from_the_year_zero_and_far_years_do_not_overflow() {
        let day = Day { year: -44, month: 3, day: 15 };
        assert_eq!(Day::of_months(day.months()), Day { day: 1, ..day });
        for year in [i64::MAX, i64::MIN] {
            let far = Day { year, month: 7, day: 1 };
            assert_eq!(Day::from_number(far.number()).year.abs(), FURTHEST_YEAR);
            assert_eq!(far.months().signum(), year.signum());
        }
    }
}
