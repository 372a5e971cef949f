//! Where an object exporter or a resolver can be reached, and how to sign in there ([MS-DCOM] 2.2.19).

use crate::ndr::text::from_utf16;
use crate::ndr::{Error, Reader, Writer};

/// The tower identifier of `ncacn_ip_tcp`.
pub const TCP: u16 = 7;

/// One way to reach it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StringBinding {
    /// The protocol sequence.
    pub protocol: u16,
    /// `host` for a resolver, `host[port]` for an exporter.
    pub address: String,
}

impl StringBinding {
    /// A resolver on its usual port. Bindings of resolvers must not name one.
    #[must_use]
    pub fn resolver(host: &str) -> Self {
        Self {
            protocol: TCP,
            address: host.to_owned(),
        }
    }

    /// An exporter.
    #[must_use]
    pub fn exporter(host: &str, port: u16) -> Self {
        Self {
            protocol: TCP,
            address: format!("{host}[{port}]"),
        }
    }

    /// The host without the port.
    #[must_use]
    pub fn host(&self) -> &str {
        self.split().map_or(&self.address, |(host, _)| host)
    }

    /// The port, if one is named.
    #[must_use]
    pub fn port(&self) -> Option<u16> {
        self.split().and_then(|(_, port)| port.parse().ok())
    }

    fn split(&self) -> Option<(&str, &str)> {
        let (host, rest) = self.address.rsplit_once('[')?;
        Some((host, rest.strip_suffix(']')?))
    }
}

/// One way to sign in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SecurityBinding {
    /// The number of the security provider: 9 for SPNEGO, 10 for NTLM, 16 for Kerberos.
    pub service: u16,
    /// The principal name of the server, or nothing.
    pub principal: String,
}

impl SecurityBinding {
    /// A provider that needs no principal name.
    #[must_use]
    pub fn of(service: u16) -> Self {
        Self {
            service,
            principal: String::new(),
        }
    }
}

/// DUALSTRINGARRAY.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DualStringArray {
    /// Where, the best first.
    pub strings: Vec<StringBinding>,
    /// How, the best first.
    pub security: Vec<SecurityBinding>,
}

impl DualStringArray {
    /// Reads it as it stands in an object reference: without alignment, sizes first.
    pub(crate) fn read_packed(reader: &mut Reader<'_>) -> Result<Self, Error> {
        let (count, offset) = (reader.u16()?, reader.u16()?);
        Self::read_entries(reader, count, offset)
    }

    /// Reads it as it stands among parameters: a conformant structure.
    pub(crate) fn read(reader: &mut Reader<'_>) -> Result<Self, Error> {
        let conformance = reader.u32()?;
        let (count, offset) = (reader.u16()?, reader.u16()?);
        if conformance != u32::from(count) {
            return Err(reader.unexpected("the size of the bindings", conformance));
        }
        Self::read_entries(reader, count, offset)
    }

    /// Reads it behind its pointer, which may be null.
    pub(crate) fn read_pointed(reader: &mut Reader<'_>) -> Result<Option<Self>, Error> {
        if reader.pointer()? {
            Self::read(reader).map(Some)
        } else {
            Ok(None)
        }
    }

    fn read_entries(reader: &mut Reader<'_>, count: u16, offset: u16) -> Result<Self, Error> {
        let entries = reader.bytes(usize::from(count) * 2)?;
        let Some((strings, security)) = entries.split_at_checked(usize::from(offset) * 2) else {
            return Err(reader.unexpected("the place of the security bindings", offset));
        };
        let mut bindings = Self::default();
        let mut strings = Entries(strings);
        while let Some(protocol) = strings.number() {
            let address = strings.text();
            bindings.strings.push(StringBinding { protocol, address });
        }
        let mut security = Entries(security);
        while let Some(service) = security.number() {
            // A reserved number stands between the provider and the name.
            security.take();
            let principal = security.text();
            bindings.security.push(SecurityBinding { service, principal });
        }
        Ok(bindings)
    }

    /// It as it stands in an object reference. A server writes the same one into all of its references.
    pub fn to_packed(&self) -> Result<Vec<u8>, Error> {
        let mut writer = Writer::packed();
        self.write_packed(&mut writer);
        writer.finish()
    }

    pub(crate) fn write_packed(&self, writer: &mut Writer) {
        let (entries, security) = self.entries();
        write_entries(writer, &entries, security);
    }

    /// Writes it behind its pointer.
    pub(crate) fn write_pointed(bindings: Option<&Self>, writer: &mut Writer) {
        writer.pointer(bindings.is_some());
        if let Some(bindings) = bindings {
            bindings.write(writer);
        }
    }

    /// Writes it as it stands among parameters.
    pub(crate) fn write(&self, writer: &mut Writer) {
        let (entries, security) = self.entries();
        writer.count(entries.len());
        write_entries(writer, &entries, security);
    }

    /// All entries, and where among them those for security begin.
    fn entries(&self) -> (Vec<u16>, usize) {
        let mut entries = Vec::new();
        for binding in &self.strings {
            entries.push(binding.protocol);
            push_text(&mut entries, &binding.address);
        }
        end(&mut entries, self.strings.is_empty());
        let security = entries.len();
        for binding in &self.security {
            entries.extend([binding.service, u16::MAX]);
            push_text(&mut entries, &binding.principal);
        }
        end(&mut entries, self.security.is_empty());
        (entries, security)
    }
}

fn write_entries(writer: &mut Writer, entries: &[u16], security: usize) {
    writer.short_count(entries.len());
    writer.short_count(security);
    for entry in entries {
        writer.u16(*entry);
    }
}

fn push_text(entries: &mut Vec<u16>, text: &str) {
    // A zero would end the text for the reader, and what follows would be a binding that nobody meant.
    entries.extend(text.encode_utf16().filter(|unit| *unit != 0));
    entries.push(0);
}

/// A list ends with a zero; an empty one is two of them ([MS-DCOM] 2.2.19.1).
fn end(entries: &mut Vec<u16>, is_empty: bool) {
    entries.extend(if is_empty { &[0, 0][..] } else { &[0] });
}

/// What has not been read of a list; the end of the data ends it too.
struct Entries<'a>(&'a [u8]);

impl Entries<'_> {
    fn take(&mut self) -> u16 {
        match self.0.split_first_chunk() {
            Some((unit, rest)) => {
                self.0 = rest;
                u16::from_le_bytes(*unit)
            }
            None => 0,
        }
    }

    fn number(&mut self) -> Option<u16> {
        Some(self.take()).filter(|number| *number != 0)
    }

    fn text(&mut self) -> String {
        let (units, _) = self.0.as_chunks::<2>();
        let length = units.iter().take_while(|unit| **unit != [0, 0]).count();
        let (text, rest) = self.0.split_at(length * 2);
        self.0 = rest;
        self.take();
        from_utf16(text)
    }
}
