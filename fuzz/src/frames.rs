//! Inputs that are a course of steps: a byte that chooses the beginning, and for each step what it does (one byte), how
//! long its data are (two bytes, little endian), and the data. Whatever cannot be so is cut off: every input is a course.

use crate::mutation::{self, LONGEST, Random};

/// A step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Step {
    pub(crate) what: u8,
    pub(crate) data: Vec<u8>,
}

impl Step {
    pub(crate) fn new(what: u8, data: impl Into<Vec<u8>>) -> Self {
        Self {
            what,
            data: data.into(),
        }
    }
}

/// More steps show nothing that fewer do not.
const MOST: usize = 24;

/// The beginning, and the steps.
pub(crate) fn read(input: &[u8]) -> (u8, Vec<Step>) {
    let Some((first, mut rest)) = input.split_first() else {
        return (0, Vec::new());
    };
    let mut steps = Vec::new();
    while let Some(([what, low, high], behind)) = rest.split_first_chunk()
        && steps.len() < MOST
    {
        let length = usize::from(u16::from_le_bytes([*low, *high])).min(behind.len());
        let (data, behind) = behind.split_at(length);
        steps.push(Step::new(*what, data));
        rest = behind;
    }
    (*first, steps)
}

pub(crate) fn write(first: u8, steps: &[Step]) -> Vec<u8> {
    let mut input = vec![first];
    for step in steps.iter().take(MOST) {
        if input.len() + step.data.len() + 3 > LONGEST * 2 {
            break;
        }
        let length = u16::try_from(step.data.len()).unwrap_or(u16::MAX);
        input.push(step.what);
        input.extend_from_slice(&length.to_le_bytes());
        input.extend_from_slice(&step.data);
    }
    input
}

/// Changes steps and what is in them.
pub(crate) fn change(input: &mut Vec<u8>, other: &[u8], words: &[Vec<u8>], kinds: u8, random: &mut Random) {
    let (mut first, mut steps) = read(input);
    let (_, others) = read(other);
    for _ in 0..=random.below(3) {
        let Some(last) = steps.len().checked_sub(1) else {
            steps.extend_from_slice(&others);
            continue;
        };
        let at = random.below(steps.len());
        match random.below(14) {
            0 => first = random.byte(),
            1 => drop(steps.remove(at)),
            2 => steps.insert(random.below(last + 1), steps[at].clone()),
            3 => steps.swap(at, random.below(last + 1)),
            4 => steps[at].what = random.byte() % kinds,
            5 => steps.truncate(at + 1),
            6 if !others.is_empty() => steps.insert(at, random.one_of(&others).clone()),
            7 if !others.is_empty() => {
                steps.truncate(at);
                steps.extend_from_slice(&others[random.below(others.len())..]);
            }
            _ => {
                let piece: &[u8] = match others.len() {
                    0 => &[0],
                    count => &others[random.below(count)].data,
                };
                mutation::change(&mut steps[at].data, piece, words, random);
            }
        }
    }
    *input = write(first, &steps);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_course_is_written_as_it_is_read_and_anything_is_one() {
        let steps = [Step::new(3, *b"abc"), Step::new(0, [])];
        assert_eq!(read(&write(7, &steps)), (7, steps.to_vec()));
        assert_eq!(read(&[]), (0, Vec::new()));
        assert_eq!(read(&[1, 2, 9, 0, 5]), (1, vec![Step::new(2, [5])]));
    }
}
