//! Figures for sentences and charts: whole numbers in tenths, and the minimum count for a claim.

/// The minimum count for a claim. Below it, only the count is stated.
pub const ENOUGH: u32 = 5;

/// `sum / n` in tenths, rounded, halves away from zero. 0 when `n` is 0.
pub fn mean_tenths(sum: i64, n: u32) -> i32 {
    if n == 0 {
        return 0;
    }
    let n = i64::from(n);
    let half = if sum < 0 { -n } else { n };
    i32::try_from((sum * 20 + half) / (n * 2)).unwrap_or(if sum < 0 { i32::MIN } else { i32::MAX })
}

/// The standard deviation of a sample in tenths, rounded, from its count, sum and sum of squares. 0 below two.
pub fn deviation_tenths(n: u32, sum: i64, squares: i64) -> u32 {
    if n < 2 {
        return 0;
    }
    let n = i64::from(n);
    let scatter = u64::try_from(n * squares - sum * sum).unwrap_or(0);
    let twice = (scatter * 400 / n.unsigned_abs() / (n - 1).unsigned_abs()).isqrt();
    u32::try_from(twice.div_ceil(2)).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn means_and_deviations_are_rounded_to_tenths() {
        assert_eq!(mean_tenths(-7, 2), -35);
        assert_eq!(mean_tenths(20, 3), 67);
        assert_eq!(mean_tenths(-1, 20), -1);
        assert_eq!(mean_tenths(1, 20), 1);
        assert_eq!(mean_tenths(5, 0), 0);
        // 2, 4, 4, 4, 5, 5, 7, 9: mean 5, sample deviation 2.138.
        assert_eq!(deviation_tenths(8, 40, 232), 21);
        assert_eq!(deviation_tenths(2, 1, 1), 7);
        assert_eq!(deviation_tenths(5, -15, 45), 0);
        assert_eq!(deviation_tenths(1, 9, 81), 0);
    }
}
