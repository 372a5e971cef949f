//! Whatever arrives in whatever state, nothing panics, and nothing grows beyond its limits.

use super::pair::*;
use super::toy::FOUR_LEGS;
use crate::connection::*;
use crate::ndr::tests::support::Random;

const INPUTS: usize = 4_000;

/// A connection that has come so far.
fn state(number: usize) -> Pair {
    let mut pair = match number {
        0 => return Pair::new(),
        1 => Pair::anonymous().0,
        2 => {
            let mut pair = Pair::new();
            pair.client
                .bind(
                    0,
                    &[OPEN, GUARDED],
                    Some(sign_in(Level::Privacy)),
                    0,
                    &mut pair.host,
                )
                .unwrap();
            pair.carry_to_server();
            pair
        }
        3 => Pair::signed_in(Level::Integrity).0,
        4 => Pair::signed_in(Level::Connect).0,
        5 => {
            let (mut pair, proposal) = Pair::anonymous();
            pair.client
                .call(&request(proposal.contexts[0], None, &[0; 15_000]))
                .unwrap();
            let fragments = pdus(&pair.client.transmit().unwrap());
            pair.feed_server(&fragments[0]);
            pair
        }
        _ => {
            let (mut pair, proposal) = Pair::anonymous();
            pair.call(proposal.contexts[0], None, b"hello");
            pair
        }
    };
    let _ = pair.server.transmit();
    pair
}

const STATES: usize = 7;

/// PDUs of clients, to be damaged.
fn seeds() -> Vec<Vec<u8>> {
    let mut seeds = Vec::new();
    for mechanism in [None, Some(10), Some(FOUR_LEGS)] {
        let mut pair = Pair::new();
        let sign_in = mechanism.map(|legs| SignIn {
            mechanism: legs,
            level: Level::Integrity,
            handshake: Box::new(super::toy::Client::new(legs)),
        });
        let proposal = pair
            .client
            .bind(0, &[OPEN, GUARDED], sign_in, 0, &mut pair.host)
            .unwrap();
        while let Some(bytes) = pair.client.transmit() {
            seeds.extend(pdus(&bytes));
            pair.feed_server(&bytes);
            pair.carry_to_client();
        }
        let call = pair
            .client
            .call(&request(proposal.contexts[0], proposal.security, b"hello"))
            .unwrap();
        pair.client
            .call(&request(proposal.contexts[0], proposal.security, &[3; 15_000]))
            .unwrap();
        pair.client.cancel(call);
        pair.client.orphan(call);
        seeds.extend(pdus(&pair.client.transmit().unwrap()));
    }
    seeds
}

/// PDUs of servers, to be damaged.
fn answers() -> Vec<Vec<u8>> {
    let mut answers = Vec::new();
    for level in [Level::Connect, Level::Integrity] {
        let mut pair = Pair::new();
        let proposal = pair
            .client
            .bind(0, &[OPEN, GUARDED], Some(sign_in(level)), 0, &mut pair.host)
            .unwrap();
        pair.carry_to_server();
        answers.extend(pdus(pair.server.output()));
        pair.run();
        for context in proposal.contexts {
            pair.call(context, proposal.security, b"hello");
        }
        for call in pair.all_called() {
            pair.server.reply(call.id, &[4; 7_000], 0);
        }
        answers.extend(pdus(pair.server.output()));
    }
    answers
}

fn damage(pdu: &mut Vec<u8>, random: &mut Random) {
    for _ in 0..random.below(4) {
        let at = random.below(pdu.len());
        match random.below(6) {
            0 => pdu[at] ^= 1 << random.below(8),
            1 => pdu[at] = random.byte(),
            2 => pdu[at % 24] = random.byte(),
            3 => pdu.truncate(at.max(1)),
            4 => drop(pdu.drain(at..(at + random.below(9)).min(pdu.len() - 1).max(at))),
            _ => {
                let end = (at + 2).min(pdu.len());
                pdu[at..end].fill(0xFF);
            }
        }
    }
    // Mostly its length is right after all: otherwise little would be read.
    if random.below(8) > 0 && pdu.len() >= 16 {
        let length = u16::try_from(pdu.len()).unwrap_or(u16::MAX);
        pdu[8..10].copy_from_slice(&length.to_le_bytes());
    }
}

#[test]
fn a_server_survives_damaged_pdus_in_every_state() {
    let seeds = seeds();
    let random = &mut Random(0x9E37_79B9_7F4A_7C15);
    let (mut calls, mut open) = (0, 0);
    for number in 0..INPUTS {
        let mut pair = state(number % STATES);
        pair.events.clear();
        for _ in 0..4 {
            let mut pdu = seeds[random.below(seeds.len())].clone();
            damage(&mut pdu, random);
            pair.piece = random.below(100) + 1;
            pair.feed_server(&pdu);
            let limits = Limits::default();
            assert!(pair.server.calls_in_flight() <= limits.calls);
            assert!(pair.server.pending_output() <= limits.output);
        }
        for call in pair.all_called() {
            let _ = call.parameters();
            pair.server.reply(call.id, &call.stub, 0);
            calls += 1;
        }
        open += usize::from(!pair.server.is_closed());
        if let Some(deadline) = pair.server.next_deadline() {
            pair.server.expire(deadline);
            assert!(pair.server.is_closed());
        }
    }
    assert!(
        calls > INPUTS / 50 && open > INPUTS / 20,
        "{calls} calls, {open} open"
    );
}

#[test]
fn a_client_survives_damaged_pdus_in_every_state() {
    let answers = answers();
    let random = &mut Random(0x2545_F491_4F6C_DD1D);
    let mut told = 0;
    for number in 0..INPUTS {
        let mut pair = state(number % STATES);
        pair.client_events.clear();
        for _ in 0..4 {
            let mut pdu = answers[random.below(answers.len())].clone();
            damage(&mut pdu, random);
            pair.piece = random.below(100) + 1;
            pair.feed_client(&pdu);
        }
        told += pair.client_events.len();
    }
    assert!(told > INPUTS / 2, "{told}");
}

#[test]
fn noise_closes_a_server() {
    let random = &mut Random(0xD1B5_4A32_D192_ED03);
    for number in 0..INPUTS {
        let mut pair = state(number % STATES);
        let noise: Vec<u8> = (0..64).map(|_| random.byte()).collect();
        pair.feed_server(&noise);
        if pair.server.next_deadline().is_some() {
            pair.sleep();
        }
    }
}
