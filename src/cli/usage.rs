//! What this process has used of the machine so far, where the system tells: Linux does, others are asked for nothing.

use std::fs;

/// Processor time of all threads, those that have ended too, in seconds, to a hundredth; `None` where the system does not tell.
#[must_use]
pub fn cpu_seconds() -> Option<f64> {
    /// The kernel counts in this unit for programs, whatever its own clock.
    const TICKS_PER_SECOND: f64 = 100.0;
    let stat = fs::read_to_string("/proc/self/stat").ok()?;
    // The name of the program stands in parentheses and may hold anything; user and system time are the 12th and 13th behind it.
    let mut fields = stat.rsplit_once(')')?.1.split_whitespace().skip(11);
    let ticks = |field: Option<&str>| field?.parse::<f64>().ok();
    Some((ticks(fields.next())? + ticks(fields.next())?) / TICKS_PER_SECOND)
}

/// The most memory that this process ever held, in bytes; `None` where the system does not tell.
#[must_use]
pub fn peak_bytes() -> Option<u64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.trim().strip_suffix(" kB")?.parse::<u64>().ok().map(|kilobytes| kilobytes * 1024)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_used_only_grows() {
        let (Some(before), Some(bytes)) = (cpu_seconds(), peak_bytes()) else { return };
        let mut work = 1u64;
        while cpu_seconds() == Some(before) {
            work = std::hint::black_box(work.wrapping_mul(3));
        }
        assert!(cpu_seconds() > Some(before));
        assert!(bytes > 100_000 && peak_bytes() >= Some(bytes));
    }
}
