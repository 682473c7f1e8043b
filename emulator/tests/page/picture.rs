//! Files to send: pictures of stripes, and a second of silence.

/// A PNG of this size, whose colours depend on `kind`. Its data are stored without compression.
pub(crate) fn stripes(width: u32, height: u32, kind: u8) -> Vec<u8> {
    let colours = [
        [250, 180, 90],
        [90, 170, 250],
        [130, 210, 130],
        [230, 120, 150],
    ];
    let [red, green, blue]: [u32; 3] = colours[usize::from(kind) % 4];
    let mut rows = Vec::new();
    for y in 0..height {
        rows.push(0);
        for x in 0..width {
            let shade = 60 + 40 * ((x / 24 + y / 24) % 2);
            for part in [red, green, blue] {
                rows.push(u8::try_from(part * shade / 100).unwrap_or(u8::MAX));
            }
        }
    }
    let mut head = Vec::new();
    head.extend(width.to_be_bytes());
    head.extend(height.to_be_bytes());
    // Eight bits of red, green and blue, without interlacing.
    head.extend([8, 2, 0, 0, 0]);
    let mut file = b"\x89PNG\r\n\x1a\n".to_vec();
    for (name, data) in [
        (b"IHDR", head),
        (b"IDAT", stored(&rows)),
        (b"IEND", Vec::new()),
    ] {
        file.extend(
            u32::try_from(data.len())
                .expect("a small file")
                .to_be_bytes(),
        );
        let begin = file.len();
        file.extend(name);
        file.extend(data);
        let check = crc32(&file[begin..]);
        file.extend(check.to_be_bytes());
    }
    file
}

/// A zlib stream of stored blocks.
fn stored(data: &[u8]) -> Vec<u8> {
    let mut stream = vec![0x78, 0x01];
    let count = data.chunks(0xffff).count();
    for (place, block) in data.chunks(0xffff).enumerate() {
        let length = u16::try_from(block.len()).expect("a block");
        stream.push(u8::from(place + 1 == count));
        stream.extend(length.to_le_bytes());
        stream.extend((!length).to_le_bytes());
        stream.extend(block);
    }
    let (low, high) = data.iter().fold((1_u32, 0_u32), |(low, high), byte| {
        let low = (low + u32::from(*byte)) % 65521;
        (low, (high + low) % 65521)
    });
    stream.extend(((high << 16) | low).to_be_bytes());
    stream
}

fn crc32(data: &[u8]) -> u32 {
    !data.iter().fold(u32::MAX, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| {
            if crc & 1 == 1 {
                (crc >> 1) ^ 0xedb8_8320
            } else {
                crc >> 1
            }
        })
    })
}

/// A second of silence, as WAV.
pub(crate) fn sound() -> Vec<u8> {
    const RATE: u32 = 8000;
    let mut file = b"RIFF".to_vec();
    file.extend((36 + RATE).to_le_bytes());
    file.extend(b"WAVEfmt ");
    file.extend(16_u32.to_le_bytes());
    file.extend([1, 0, 1, 0]);
    file.extend(RATE.to_le_bytes());
    file.extend(RATE.to_le_bytes());
    file.extend([1, 0, 8, 0]);
    file.extend(b"data");
    file.extend(RATE.to_le_bytes());
    file.extend(vec![128; RATE as usize]);
    file
}
