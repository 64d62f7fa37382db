using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Unicode;
using Holdfast.Core.Plan.Fields;

namespace Holdfast.Core.Plan.Yaml;

/// <summary>Bytes to text, with what a YAML parser would let pass or describe badly refused first.</summary>
internal static class YamlText
{
    private const string Invisible =
        "\0\u0001\u0002\u0003\u0004\u0005\u0006\u0007\b\u000b\f\u000e\u000f\u0010\u0011\u0012\u0013\u0014\u0015\u0016" +
        "\u0017\u0018\u0019\u001a\u001b\u001c\u001d\u001e\u001f\u007f\u0085\u2028\u2029\ufeff";

    private static readonly SearchValues<char> Refused = SearchValues.Create(Invisible);

    /// <summary>The text, or null and the reasons among the findings.</summary>
    public static string? Decode(string file, ReadOnlySpan<byte> bytes, PlanFindings findings)
    {
        if (bytes.StartsWith<byte>([0xFF, 0xFE]) || bytes.StartsWith<byte>([0xFE, 0xFF]))
        {
            Add(findings, TextErrors.Encoding, new Place(file, 1, 1), "", "The file is UTF-16", "Save it as UTF-8.");
            return null;
        }

        if (bytes.StartsWith<byte>([0xEF, 0xBB, 0xBF]))
            bytes = bytes[3..];
        if (!Utf8.IsValid(bytes))
        {
            RefuseInvalid(file, bytes, findings);
            return null;
        }

        var text = Encoding.UTF8.GetString(bytes);
        return IsClean(file, text, findings) ? text : null;
    }

    private static void RefuseInvalid(string file, ReadOnlySpan<byte> bytes, PlanFindings findings)
    {
        var at = 0;
        while (Rune.DecodeFromUtf8(bytes[at..], out _, out var length) == OperationStatus.Done)
            at += length;
        var before = bytes[..at];
        var line = before.Count((byte)'\n') + 1;
        var column = Encoding.UTF8.GetCharCount(before[(before.LastIndexOf((byte)'\n') + 1)..]) + 1;
        Add(
            findings, TextErrors.Encoding, new Place(file, line, column), "",
            string.Create(CultureInfo.InvariantCulture, $"Byte 0x{bytes[at]:X2} is not UTF-8"), "Save the file as UTF-8.");
    }

    private static bool IsClean(string file, string text, PlanFindings findings)
    {
        var clean = true;
        var number = 0;
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            // EnumerateLines also ends a line at form feeds and the like, which are refused below all the same.
            number++;
            var at = line.IndexOfAny(Refused);
            if (at >= 0)
            {
                var name = string.Create(CultureInfo.InvariantCulture, $"U+{(int)line[at]:X4}");
                Add(
                    findings, TextErrors.ControlCharacter, new Place(file, number, at + 1), line.ToString(),
                    $"The line holds the control character {name}", "Remove it.");
                return false;
            }

            var indented = line.IndexOfAnyExcept(' ', '\t');
            var tab = line.IndexOf('\t');
            if (tab >= 0 && tab < indented && line[indented] != '#')
            {
                clean = false;
                Add(
                    findings, TextErrors.Tab, new Place(file, number, tab + 1), line.ToString(),
                    "A tab indents this line", "Use spaces.");
            }
        }

        return clean && !HasOddBreak(file, text, findings);
    }

    /// <summary>Line breaks that editors do not show as such; a line number would be wrong after them.</summary>
    private static bool HasOddBreak(string file, string text, PlanFindings findings)
    {
        var at = text.AsSpan().IndexOfAny(Refused);
        if (at < 0)
            return false;
        var before = text.AsSpan(0, at);
        var place = new Place(file, before.Count('\n') + 1, at - before.LastIndexOf('\n'));
        var name = string.Create(CultureInfo.InvariantCulture, $"U+{(int)text[at]:X4}");
        Add(
            findings, TextErrors.ControlCharacter, place, name, $"The line holds the control character {name}", "Remove it.");
        return true;
    }

    private static void Add(
        PlanFindings findings, Errors.KnownError known, Place place, string text, string message, string advice) =>
        findings.AddAt(known, place, PlanPath.Root, text, message, advice);
}
