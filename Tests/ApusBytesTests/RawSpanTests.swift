// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import Testing

@Suite struct RawSpanTests {
    @Test func `finds the first control byte wherever it is`() {
        for length in [0, 1, 15, 16, 17, 40] {
            for control: UInt8 in [0, 0x0A, 0x0D, 0x1F, 0x7F] {
                for position in 0..<length {
                    var array = [UInt8](repeating: UInt8(ascii: "a"), count: length)
                    array[position] = control
                    for start in 0...length {
                        let found = Bytes(array).withSpan { $0.firstControl(from: start) }
                        #expect(found == (start <= position ? position : length))
                    }
                }
            }
        }
    }

    @Test func `takes no tab, blank or byte above 0x7F for a control byte`() {
        let array = [UInt8](0x20...0x7E) + [UInt8](0x80...0xFF) + [0x09]
        #expect(Bytes(array).withSpan { $0.firstControl(from: 0) } == array.count)
    }

    @Test(arguments: ["", "a", "ASCII of sixteen", "ASCII longer than that", "é", "aé日😀 and more"])
    func `makes texts of UTF-8`(text: String) {
        let bytes = Bytes("<" + text + ">")
        #expect(bytes.withSpan { $0.text(1..<bytes.count - 1) } == text)
    }

    @Test(
        arguments: [
            [0x80], [0xC0, 0xAF], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80],
            [0x61, 0x61, 0x61, 0x61, 0x61, 0x61, 0x61, 0xC3],
        ] as [[UInt8]])
    func `makes no text of anything else`(array: [UInt8]) {
        #expect(Bytes(array).withSpan { $0.text(0..<array.count) } == nil)
    }

    @Test func `copies a part`() {
        let bytes = Bytes("hello")
        #expect(bytes[1..<5].withSpan { $0.bytes(1..<3) } == Bytes("ll"))
    }
}
