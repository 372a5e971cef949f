//! Anything may come over the wire: the first bytes choose interface and slot, the rest is the stub.

use std::time::{Duration, Instant};

use wua_com::{Interface, Slot, Value};

use super::support::{Random, Shelf, all_slots};
use crate::ndr::dispatch::{InvokeReply, InvokeRequest, NamesReply, NamesRequest};
use crate::ndr::type_info::{ITYPE_INFO, TypeInfo};
use crate::ndr::{Reader, Request, Writer, enumerate, stub};

/// Of each kind.
const INPUTS: usize = 30_000;

/// One input, as a fuzzer of any kind would hand it over: a server reads it as a call, a client as a reply.
fn fuzz(input: &[u8], slots: &[(&'static Interface, Slot)], shelf: &mut Shelf) -> bool {
    let Some((choice, stub)) = input.split_first_chunk() else {
        return false;
    };
    let (interface, slot) = slots[usize::from(u16::from_le_bytes(*choice)) % slots.len()];
    let request = Request::read(&mut Reader::new(stub), interface, slot, shelf);
    match &request {
        Ok(Request::Member { member, arguments }) => {
            // What could be read can be written, and says the same again.
            let mut writer = Writer::new();
            stub::write_arguments(&mut writer, member, arguments, shelf).unwrap();
            let again = writer.finish().unwrap();
            let again = stub::read_arguments(&mut Reader::new(&again), member, shelf).unwrap();
            assert_eq!(format!("{again:?}"), format!("{arguments:?}"));
            assert!(count(arguments) <= 4 + stub.len());
        }
        Ok(Request::Invoke(request)) => {
            let _ = request.bound();
            let reply = InvokeReply::plain(request, wua_com::code::E_INVALIDARG);
            reply.write(&mut Writer::new(), shelf).unwrap();
        }
        Ok(_) => {}
        Err(error) => assert!(!error.to_string().is_empty()),
    }
    if let Ok(Request::Described(request)) =
        Request::read(&mut Reader::new(stub), &ITYPE_INFO, Slot(slot.0 % 24), shelf)
    {
        let mut writer = Writer::new();
        // The shelf takes no types: whoever refers to one is refused, and nothing has been written then.
        let answered = request.answer(TypeInfo::of(interface), &mut writer, shelf);
        assert!(answered.is_ok() || writer.position() == 0);
    }
    let member = interface.member(slot).unwrap();
    let _ = stub::read_result(&mut Reader::new(stub), member, shelf);
    let _ = enumerate::read_next(&mut Reader::new(stub), shelf);
    let _ = InvokeReply::read(&mut Reader::new(stub), shelf);
    let _ = NamesReply::read(&mut Reader::new(stub));
    request.is_ok()
}

fn count(values: &[Value]) -> usize {
    let inner = |value: &Value| match value {
        Value::Array(values) => count(values),
        _ => 0,
    };
    values.len() + values.iter().map(inner).sum::<usize>()
}

/// A call that is right, with the choice before it.
fn valid(slots: &[(&'static Interface, Slot)], random: &mut Random, shelf: &mut Shelf) -> Vec<u8> {
    let choice = random.below(slots.len());
    let (interface, slot) = slots[choice];
    let member = interface.member(slot).unwrap();
    let mut writer = Writer::new();
    match slot.0 {
        5 if interface.is_dispatch() => NamesRequest {
            iid: wua_com::Guid::NIL,
            names: vec!["Search".into(), "criteria".into()],
            locale: 0,
        }
        .write(&mut writer),
        6 if interface.is_dispatch() => {
            let arguments = [random.variant(shelf, 2), random.variant(shelf, 2)];
            let named = [(1, random.variant(shelf, 2))];
            let flags = wua_com::DispatchFlags::METHOD;
            let mut request = InvokeRequest::new(7, flags, 0, &arguments, &named);
            request.references = vec![(1, crate::ndr::Variant::by_reference(random.variant(shelf, 2)))];
            request.write(&mut writer, shelf).unwrap();
        }
        _ => {
            let arguments: Vec<Value> = member
                .params
                .iter()
                .map(|param| random.value(param.ty, shelf))
                .collect();
            stub::write_arguments(&mut writer, member, &arguments, shelf).unwrap();
        }
    }
    let mut input = u16::try_from(choice).unwrap().to_le_bytes().to_vec();
    input.extend(writer.finish().unwrap());
    input
}

#[test]
#[expect(
    clippy::disallowed_methods,
    reason = "the test looks at the clock, the code does not"
)]
fn noise_never_panics() {
    let slots = all_slots();
    let shelf = &mut Shelf::with(3);
    let random = &mut Random(0x2545_F491_4F6C_DD1D);
    let began = Instant::now();
    for _ in 0..INPUTS {
        // Small numbers are counts, tags and pointers: they lead further in than noise does.
        let length = random.below(200);
        let input: Vec<u8> = (0..length)
            .map(|_| match random.below(8) {
                0 => random.byte(),
                1 => 0x20,
                2 | 3 => u8::try_from(random.below(18)).unwrap(),
                _ => 0,
            })
            .collect();
        fuzz(&input, &slots, shelf);
    }
    assert!(began.elapsed() < Duration::from_mins(1));
}

#[test]
fn calls_with_some_bytes_changed_never_panic() {
    let slots = all_slots();
    let shelf = &mut Shelf::with(3);
    let random = &mut Random(0xD1B5_4A32_D192_ED03);
    let mut understood = 0;
    for _ in 0..INPUTS {
        let mut input = valid(&slots, random, shelf);
        for _ in 0..random.below(4) {
            let at = random.below(input.len());
            match random.below(5) {
                0 => input[at] ^= 1 << random.below(8),
                1 => input[at] = random.byte(),
                2 => input.truncate(at),
                3 => {
                    let copied = input[at..(at + random.below(16)).min(input.len())].to_vec();
                    input.splice(at..at, copied);
                }
                _ => {
                    let end = (at + 4).min(input.len());
                    input[at..end].fill(0xFF);
                }
            }
            if input.is_empty() {
                break;
            }
        }
        understood += usize::from(fuzz(&input, &slots, shelf));
    }
    // Worth its name only if both happen often.
    assert!(
        (INPUTS / 10..INPUTS * 9 / 10).contains(&understood),
        "{understood}"
    );
}
