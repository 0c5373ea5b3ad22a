// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

import ApusBytes
import ApusModel

/// What an object is, by the ending of its name, when nobody says.
enum ContentTypes {
    /// What is not known.
    static let unknown = "application/octet-stream"

    /// The type by the name's ending, in either case.
    static func guess(_ name: String) -> String {
        let file = name.parts(separatedBy: "/", keepsEmpty: false).last ?? ""
        guard let dot = file.utf8.lastIndex(of: UInt8(ascii: ".")), dot != file.startIndex else {
            return unknown
        }
        let ending = file[file.utf8.index(after: dot)...].lowercased()
        // A compressed file is what it is compressed by: `x.tar.gz` is a tar archive to
        // Python's mimetypes, which looks at the ending before.
        if compressions.contains(ending) { return guess(String(file[..<dot])) }
        return types[ending] ?? unknown
    }

    /// Refuses types with parameters that the store keeps for itself.
    ///
    /// - Throws: `Refusal`.
    static func check(_ type: String) throws {
        let parameters = type.parts(separatedBy: ";").dropFirst()
        let isReserved = parameters.contains { parameter in
            parameter.lowercased().drop { $0 == " " }.startsBytewise(with: "swift_")
        }
        guard !isReserved else {
            throw Refusal(
                400, text: "Invalid Content-Type, swift_* is not a valid parameter name.")
        }
    }

    private static let compressions: Set<String> = ["gz", "bz2", "xz", "z", "br"]

    private static let types: [String: String] = [
        "aac": "audio/aac", "ai": "application/postscript",
        "apk":
            "application/vnd.android.package-archive", "avi": "video/x-msvideo",
        "avif": "image/avif", "bat": "application/x-msdos-program", "bin": unknown,
        "bmp": "image/bmp", "c": "text/x-csrc", "cc": "text/x-c++src", "conf": "text/plain",
        "cpio": "application/x-cpio", "cpp": "text/x-c++src", "css": "text/css",
        "csv": "text/csv", "deb": "application/vnd.debian.binary-package", "dll": unknown,
        "doc": "application/msword",
        "docx":
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "eml": "message/rfc822", "eps": "application/postscript", "epub": "application/epub+zip",
        "exe": "application/x-msdos-program", "flac": "audio/flac", "gif": "image/gif",
        "h": "text/x-chdr", "htm": "text/html", "html": "text/html",
        "ico": "image/vnd.microsoft.icon", "ics": "text/calendar",
        "iso": "application/x-iso9660-image", "jar": "application/java-archive",
        "java": "text/x-java", "jpeg": "image/jpeg", "jpg": "image/jpeg",
        "js": "text/javascript", "json": "application/json", "log": "text/plain",
        "m3u8": "application/vnd.apple.mpegurl", "m4a": "audio/mp4", "m4v": "video/mp4",
        "md": "text/markdown", "mid": "audio/midi", "mjs": "text/javascript",
        "mkv": "video/x-matroska", "mov": "video/quicktime", "mp3": "audio/mpeg",
        "mp4": "video/mp4", "mpeg": "video/mpeg", "mpg": "video/mpeg", "o": "application/x-object",
        "odp": "application/vnd.oasis.opendocument.presentation",
        "ods": "application/vnd.oasis.opendocument.spreadsheet",
        "odt": "application/vnd.oasis.opendocument.text", "oga": "audio/ogg", "ogg": "audio/ogg",
        "ogv": "video/ogg", "otf": "font/otf", "pdf": "application/pdf", "pl": "text/x-perl",
        "png": "image/png", "ppt": "application/vnd.ms-powerpoint",
        "pptx":
            "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        "ps": "application/postscript", "py": "text/x-python", "pyc": "application/x-python-code",
        "rar": "application/vnd.rar", "rpm": "application/x-redhat-package-manager",
        "rtf": "application/rtf", "sh": "application/x-sh", "so": unknown,
        "sql": "application/sql", "svg": "image/svg+xml", "tar": "application/x-tar",
        "tgz": "application/x-tar", "tbz2": "application/x-tar", "txz": "application/x-tar",
        "tif": "image/tiff", "tiff": "image/tiff", "toml": "application/toml",
        "tsv": "text/tab-separated-values", "ttf": "font/ttf", "txt": "text/plain",
        "wasm": "application/wasm", "wav": "audio/x-wav", "weba": "audio/webm",
        "webm": "video/webm", "webp": "image/webp", "woff": "font/woff", "woff2": "font/woff2",
        "xhtml": "application/xhtml+xml", "xls": "application/vnd.ms-excel",
        "xlsx":
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "xml": "text/xml", "xsl": "application/xslt+xml", "yaml": "application/yaml",
        "yml": "application/yaml", "zip": "application/zip", "7z": "application/x-7z-compressed",
    ]
}
