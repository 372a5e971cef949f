//! Headers, references and bindings.

use wua_com::{Guid, HResult};

use super::{bindings, guid, standard};
use crate::ndr::tests::values::bytes;
use crate::ndr::{Reader, Writer};
use crate::orpc::error_info::ErrorInfo;
use crate::orpc::{
    ComVersion, DualStringArray, Extension, ObjectReference, OrpcThat, OrpcThis, ReferenceBody,
    StringBinding, codes, ids,
};

#[test]
fn versions_are_agreed_upon_or_not() {
    let minor = |major, minor| ComVersion { major, minor }.negotiate();
    assert_eq!(minor(5, 7), Ok(ComVersion::OURS));
    assert_eq!(minor(5, 1), Ok(ComVersion { major: 5, minor: 1 }));
    for (major, of) in [(5, 8), (4, 1), (6, 0)] {
        assert_eq!(minor(major, of), Err(codes::RPC_E_VERSION_MISMATCH));
    }
}

#[test]
fn headers_keep_their_extensions_however_many() {
    for count in 0..5_u8 {
        let extensions: Vec<Extension> = (0..count)
            .map(|at| Extension {
                id: guid(u128::from(at) + 1),
                data: vec![at; usize::from(at) * 3],
            })
            .collect();
        let this = OrpcThis {
            extensions: extensions.clone(),
            ..OrpcThis::new(guid(9))
        };
        let that = OrpcThat { flags: 0, extensions };
        let mut writer = Writer::new();
        this.write(&mut writer);
        that.write(&mut writer);
        writer.u32(0xABCD);
        let stub = writer.finish().unwrap();
        let reader = &mut Reader::new(&stub);
        assert_eq!(OrpcThis::read(reader).unwrap(), this);
        assert_eq!(OrpcThat::read(reader).unwrap(), that);
        assert_eq!(reader.u32().unwrap(), 0xABCD);
    }
}

#[test]
fn a_failed_call_says_why_in_an_extension_of_its_reply() {
    let info = ErrorInfo {
        interface: guid(4),
        source: Some("wua".into()),
        description: Some("Die Suche ist nicht möglich.".into()),
        help_file: None,
        help_context: 7,
    };
    let mut writer = Writer::new();
    OrpcThat::with_error(&info).unwrap().write(&mut writer);
    let stub = writer.finish().unwrap();
    let that = OrpcThat::read(&mut Reader::new(&stub)).unwrap();
    assert_eq!(that.error_info(), Some(info.clone()));
    // The same inside an interface pointer, as some may send it.
    let mut inside = that.extensions[0].clone();
    let length = u32::try_from(inside.data.len()).unwrap().to_le_bytes();
    inside.data = [&length[..], &length[..], &inside.data].concat();
    assert_eq!(ErrorInfo::from_extension(&inside), Some(info));
    inside.data.truncate(40);
    assert_eq!(ErrorInfo::from_extension(&inside), None);
}

#[test]
fn texts_of_an_error_are_understood_whether_the_sender_aligns_what_follows_them_or_not() {
    let head = "00000000 07000000 00000000 00000000 00000000 00000000";
    let odd = "ffffffff 03000000 00000000 03000000 610062000000";
    for padding in ["", "cece"] {
        let data = bytes(&format!(
            "{head} {odd} {padding} ffffffff 01000000 00000000 01000000 0000 {padding} 00000000"
        ));
        let reference = ObjectReference {
            iid: ids::ERROR_INFO,
            body: ReferenceBody::Custom {
                class: ids::ERROR_OBJECT,
                data,
            },
        };
        let extension = Extension {
            id: ids::ERROR_EXTENSION,
            data: reference.to_bytes().unwrap(),
        };
        let info = ErrorInfo::from_extension(&extension).unwrap();
        assert_eq!(info.source.as_deref(), Some("ab"));
        assert_eq!((info.description.as_deref(), info.help_file), (Some(""), None));
    }
    // Ours are of even length, and so the same to both.
    for text in ["", "a", "ab", "abc"] {
        let info = ErrorInfo {
            source: Some(text.into()),
            description: Some("d".into()),
            ..ErrorInfo::default()
        };
        let extension = info.to_extension().unwrap();
        let ReferenceBody::Custom { data, .. } = ObjectReference::from_bytes(&extension.data).unwrap().body
        else {
            panic!("no data");
        };
        let aligned_then_packed = [true, false].map(|is_aligned| {
            let reader = &mut if is_aligned {
                Reader::new(&data)
            } else {
                Reader::packed(&data)
            };
            ErrorInfo::read(reader).unwrap()
        });
        assert_eq!(aligned_then_packed, [info.clone(), info]);
    }
}

#[test]
fn references_of_every_kind() {
    let resolver = bindings();
    let kinds = [
        ReferenceBody::Standard {
            standard: standard(),
            resolver: resolver.clone(),
        },
        ReferenceBody::Handler {
            standard: standard(),
            class: guid(6),
            resolver: resolver.clone(),
        },
        ReferenceBody::Custom {
            class: guid(7),
            data: vec![1, 2, 3],
        },
    ];
    for body in kinds {
        let reference = ObjectReference { iid: guid(5), body };
        assert_eq!(
            ObjectReference::from_bytes(&reference.to_bytes().unwrap()).unwrap(),
            reference
        );
    }
}

#[test]
fn an_extended_reference_is_understood_without_its_context() {
    let resolver = bindings();
    let plain = ObjectReference::standard(guid(5), standard(), resolver.clone())
        .to_bytes()
        .unwrap();
    let mut extended = plain.clone();
    extended[4] = 8;
    extended.splice(64..64, *b"VYSN");
    extended.extend([1, 0, 0, 0]);
    extended.extend(*b"VYSN");
    extended.extend([0xAA; 32]);
    let read = ObjectReference::from_bytes(&extended).unwrap();
    assert_eq!(read.living(), Some((&standard(), &resolver)));
    assert_eq!(read.to_bytes().unwrap(), plain);
}

#[test]
fn references_that_are_none_are_refused() {
    let good = ObjectReference::standard(guid(5), standard(), bindings())
        .to_bytes()
        .unwrap();
    for (at, byte) in [(0, 0), (4, 0), (4, 3), (4, 16)] {
        let mut bad = good.clone();
        bad[at] = byte;
        assert!(ObjectReference::from_bytes(&bad).is_err(), "{at} {byte}");
    }
    for end in 0..good.len() {
        assert!(ObjectReference::from_bytes(&good[..end]).is_err(), "{end}");
    }
    let nobody = ObjectReference::standard(Guid::NIL, standard(), bindings())
        .to_bytes()
        .unwrap();
    assert!(ObjectReference::from_bytes(&nobody).is_err());
}

#[test]
fn bindings_without_entries_are_four_zeros() {
    let mut writer = Writer::packed();
    DualStringArray::default().write_packed(&mut writer);
    let empty = writer.finish().unwrap();
    assert_eq!(empty, bytes("0400 0200 0000 0000 0000 0000"));
    assert_eq!(
        DualStringArray::read_packed(&mut Reader::packed(&empty)).unwrap(),
        DualStringArray::default()
    );
}

#[test]
fn bindings_tell_host_and_port() {
    let split = |binding: StringBinding| (binding.host().to_owned(), binding.port());
    assert_eq!(
        split(StringBinding::exporter("fe80::1", 135)),
        ("fe80::1".into(), Some(135))
    );
    assert_eq!(
        split(StringBinding::resolver("wuahost")),
        ("wuahost".into(), None)
    );
    assert_eq!(split(StringBinding::resolver("host[x]")), ("host".into(), None));
}

#[test]
fn a_zero_in_a_name_makes_no_second_binding() {
    let sly = DualStringArray {
        strings: vec![StringBinding::resolver("a\0\u{7}b")],
        security: vec![],
    };
    let mut writer = Writer::new();
    sly.write(&mut writer);
    let stub = writer.finish().unwrap();
    let read = DualStringArray::read(&mut Reader::new(&stub)).unwrap();
    assert_eq!(read.strings, [StringBinding::resolver("a\u{7}b")]);
}

#[test]
fn identifiers_are_those_of_the_specification() {
    assert_eq!(
        ids::SCM_REPLY_INFO.to_string(),
        "000001b6-0000-0000-c000-000000000046"
    );
    assert_eq!(
        ids::REM_UNKNOWN2.to_string(),
        "00000143-0000-0000-c000-000000000046"
    );
    assert_eq!(HResult::from_u32(0x8001_011D), codes::RPC_E_INVALID_OBJREF);
}

#[test]
fn references_of_a_server_are_written_without_asking_for_the_bindings_each_time() {
    let packed = bindings().to_packed().unwrap();
    let usual = ObjectReference::standard(guid(5), standard(), bindings());
    assert_eq!(
        standard().to_reference(guid(5), &packed),
        usual.to_bytes().unwrap()
    );
}
