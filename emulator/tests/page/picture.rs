//! Files to send: pictures of stripes, and a second of silence.

/// A PNG of this size with a chequered pattern, whose colours depend on `kind`.
pub(crate) fn stripes(width: u32, height: u32, kind: u8) -> Vec<u8> {
    let colours = [
        [250, 180, 90],
        [90, 170, 250],
        [130, 210, 130],
        [230, 120, 150],
    ];
    let colour: [u32; 3] = colours[usize::from(kind) % 4];
    png(width, height, |x, y| {
        let shade = 60 + 40 * ((x / 24 + y / 24) % 2);
        colour.map(|part| part * shade / 100)
    })
}

/// A PNG of this size with hills under an evening sky.
pub(crate) fn hills(width: u32, height: u32) -> Vec<u8> {
    let (wide, high) = (f64::from(width), f64::from(height));
    let mix = |from: [f64; 3], to: [f64; 3], part: f64| {
        [0, 1, 2].map(|at| from[at] + (to[at] - from[at]) * part.clamp(0.0, 1.0))
    };
    png(width, height, |x, y| {
        let (x, y) = (f64::from(x) / wide, f64::from(y) / high);
        let mut colour = mix([84.0, 96.0, 190.0], [255.0, 196.0, 150.0], y * 1.5);
        let sun = ((x - 0.68).powi(2) * (wide / high).powi(2) + (y - 0.44).powi(2)).sqrt();
        if sun < 0.11 {
            colour = [255.0, 236.0, 190.0];
        } else {
            colour = mix([255.0, 226.0, 180.0], colour, (sun - 0.11) * 3.0);
        }
        for (place, near) in [[70.0, 92.0, 120.0], [48.0, 104.0, 92.0], [30.0, 84.0, 62.0]]
            .into_iter()
            .enumerate()
        {
            let layer = f64::from(u8::try_from(place).unwrap_or(0));
            let wave = (x * (5.0 + 2.0 * layer) + 2.1 * layer).sin() * (0.07 - 0.012 * layer);
            if y > 0.56 + 0.14 * layer + wave {
                colour = mix(near, [18.0, 52.0, 44.0], (y - 0.6) * 1.1);
            }
        }
        // Parts of a colour lie between 0 and 255.
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
        colour.map(|part| part as u32)
    })
}

/// A PNG of these colours. Its data are stored without compression.
fn png(width: u32, height: u32, colour: impl Fn(u32, u32) -> [u32; 3]) -> Vec<u8> {
    let mut rows = Vec::new();
    for y in 0..height {
        rows.push(0);
        for x in 0..width {
            for part in colour(x, y) {
                rows.push(u8::try_from(part).unwrap_or(u8::MAX));
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
