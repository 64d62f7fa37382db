using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Holdfast.Cli.Tests.EndToEnd.Async;

/// <summary>What a process has asked of the disk and told its callers, call by call, as <c>strace</c> saw it.</summary>
/// <remarks>Of two calls that overlap, a write counts where it begins and a sync where it ends: nothing is taken to be on the disk that might not be.</remarks>
internal sealed partial class DiskTrace
{
    private readonly Dictionary<string, string> _begun = new(StringComparer.Ordinal);

    public List<DiskStep> Steps { get; } = [];

    /// <summary>Strings whole and in hex; descriptors with their paths.</summary>
    public static IReadOnlyList<string> Command(string file) =>
        ["strace", "-f", "-y", "-xx", "-s", "200000", "-e", "signal=none", "-e", "trace=pwrite64,write,fsync,fdatasync,ftruncate,sendto,sendmsg,writev", "-o", file];

    public static DiskTrace Read(string file)
    {
        var trace = new DiskTrace();
        foreach (var line in File.ReadLines(file)) trace.Take(line);
        return trace;
    }

    private void Take(string line)
    {
        var (thread, rest) = (line[..line.IndexOf(' ', StringComparison.Ordinal)], line[line.IndexOf(' ', StringComparison.Ordinal)..].TrimStart());
        if (rest.EndsWith("<unfinished ...>", StringComparison.Ordinal))
        {
            _begun[thread] = rest;
            // What it writes may be on its way to the disk from here on, and what it tells may have been told.
            if (!IsSync(rest)) Add(rest);
            return;
        }

        if (rest.StartsWith("<...", StringComparison.Ordinal))
        {
            // A sync covers what was written before it began, at the least; that it came back is what counts.
            if (_begun.Remove(thread, out var begun) && IsSync(begun) && rest.EndsWith("= 0", StringComparison.Ordinal)) Add(begun);
            return;
        }

        Add(rest);
    }

    private static bool IsSync(string call) => call.StartsWith("fsync(", StringComparison.Ordinal) || call.StartsWith("fdatasync(", StringComparison.Ordinal);

    private void Add(string call)
    {
        if (CallWord().Match(call) is not { Success: true } found) return;
        var (name, path, arguments) = (found.Groups["name"].Value, found.Groups["path"].Value, found.Groups["rest"].Value);
        path = Unescaped(path);
        switch (name)
        {
            case "pwrite64" when DataWord().Match(arguments) is { Success: true } data:
                Steps.Add(new DiskStep(DiskStepKind.Write, path, long.Parse(data.Groups["at"].Value, CultureInfo.InvariantCulture), Bytes(data.Groups["hex"].Value)));
                break;
            // Else it is memory that has a name of a file.
            case "ftruncate" when LengthWord().Match(arguments) is { Success: true } length:
                Steps.Add(new DiskStep(DiskStepKind.Cut, path, long.Parse(length.Groups["length"].Value, CultureInfo.InvariantCulture), []));
                break;
            case "fsync" or "fdatasync":
                Steps.Add(new DiskStep(DiskStepKind.Sync, path, 0, []));
                break;
            case "sendto" or "sendmsg" or "write" or "writev" when path.StartsWith("socket:", StringComparison.Ordinal) || path.StartsWith("TCP", StringComparison.Ordinal):
                Steps.Add(new DiskStep(DiskStepKind.Told, path, 0, Bytes(string.Concat(HexWord().Matches(arguments).Select(static match => match.Groups["hex"].Value)))));
                break;
        }
    }

    private static byte[] Bytes(string hex) => Convert.FromHexString(hex.Replace("\\x", "", StringComparison.Ordinal));

    private static string Unescaped(string path) => path.Contains("\\x", StringComparison.Ordinal) ? Encoding.UTF8.GetString(Bytes(path)) : path;

    [GeneratedRegex(@"^(?<name>\w+)\(\d+<(?<path>[^>]*)>+(?<rest>.*)$", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 5_000)]
    private static partial Regex CallWord();

    [GeneratedRegex(@"^, ""(?<hex>[^""]*)"", \d+, (?<at>\d+)", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 5_000)]
    private static partial Regex DataWord();

    [GeneratedRegex(@"^, (?<length>\d+)", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 5_000)]
    private static partial Regex LengthWord();

    [GeneratedRegex(@"""(?<hex>(\\x[0-9a-f]{2})*)""", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 5_000)]
    private static partial Regex HexWord();
}
