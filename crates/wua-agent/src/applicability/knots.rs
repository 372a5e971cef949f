//! What needs itself in the end, and what needs too many others in a row.

/// How many revisions may need each other in a row.
const DEPTH: usize = 64;

/// Why what a revision needs cannot be followed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Knot {
    /// It needs itself.
    Circle,
    /// Too many need each other in a row.
    TooDeep,
}

/// Those whose needs cannot be followed, by what each of them needs.
pub(super) fn knots(needs: &[Vec<usize>]) -> Vec<Option<Knot>> {
    let needed_by = reversed(needs);
    // What remains when all is taken away whose needs are met, and then all that nobody needs, needs itself.
    let mut circles = vec![true; needs.len()];
    for place in free(needs, &needed_by, &circles) {
        if let Some(remains) = circles.get_mut(place) {
            *remains = false;
        }
    }
    for place in free(&needed_by, needs, &circles) {
        if let Some(remains) = circles.get_mut(place) {
            *remains = false;
        }
    }
    let others: Vec<bool> = circles.iter().map(|is_circle| !is_circle).collect();
    let mut depths = vec![0_usize; needs.len()];
    for place in free(needs, &needed_by, &others) {
        let needs = needs.get(place).into_iter().flatten();
        let below = needs.filter_map(|need| depths.get(*need)).max();
        let depth = below.map_or(0, |below| below.saturating_add(1));
        if let Some(own) = depths.get_mut(place) {
            *own = depth;
        }
    }
    let knot = |(is_circle, depth)| {
        if is_circle {
            Some(Knot::Circle)
        } else {
            (depth > DEPTH).then_some(Knot::TooDeep)
        }
    };
    circles.into_iter().zip(depths).map(knot).collect()
}

fn reversed(needs: &[Vec<usize>]) -> Vec<Vec<usize>> {
    let mut reversed = vec![Vec::new(); needs.len()];
    for (place, needs) in needs.iter().enumerate() {
        for need in needs {
            if let Some(needed_by) = reversed.get_mut(*need) {
                needed_by.push(place);
            }
        }
    }
    reversed
}

/// Those among `within` that need nobody else in there, and then those that need only them, and so on.
fn free(needs: &[Vec<usize>], needed_by: &[Vec<usize>], within: &[bool]) -> Vec<usize> {
    let is_within = |place: &usize| within.get(*place).copied().unwrap_or(false);
    let count = |needs: &Vec<usize>| needs.iter().filter(|need| is_within(need)).count();
    let mut open: Vec<usize> = needs.iter().map(count).collect();
    let mut free: Vec<usize> = (0..needs.len())
        .filter(|place| is_within(place) && open.get(*place) == Some(&0))
        .collect();
    let mut next = 0;
    while let Some(place) = free.get(next).copied() {
        next += 1;
        for above in needed_by
            .get(place)
            .into_iter()
            .flatten()
            .filter(|above| is_within(above))
        {
            if let Some(open) = open.get_mut(*above) {
                *open -= 1;
                if *open == 0 {
                    free.push(*above);
                }
            }
        }
    }
    free
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_needs_itself_is_a_circle() {
        // 0 needs 1, 1 and 2 need each other, 2 needs 3, 4 needs itself, 5 needs nobody.
        let needs = [vec![1], vec![2], vec![1, 3], vec![], vec![4], vec![]];
        let circle = Some(Knot::Circle);
        assert_eq!(knots(&needs), [None, circle, circle, None, circle, None]);
    }

    #[test]
    fn a_row_may_be_so_long_and_no_longer() {
        let mut needs: Vec<Vec<usize>> = (0..100_000).map(|place| vec![place + 1]).collect();
        needs.push(Vec::new());
        let found = knots(&needs);
        assert_eq!(found.iter().filter(|knot| knot.is_none()).count(), DEPTH + 1);
        assert_eq!(found[100_000 - DEPTH], None);
        assert_eq!(found[100_000 - DEPTH - 1], Some(Knot::TooDeep));
    }
}
