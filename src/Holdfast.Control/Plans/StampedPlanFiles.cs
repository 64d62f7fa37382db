using Holdfast.Core.Plan;

namespace Holdfast.Control.Plans;

/// <summary>Files as they are, a note of what each looked like just before it was read, so that what changes after that shows, and what was in it.</summary>
internal sealed class StampedPlanFiles(IPlanFiles files, IFileStamps stamps) : IPlanFiles
{
    private readonly Dictionary<(string Path, bool IsFolder), SourceStamp> _seen = [];

    private readonly Dictionary<string, byte[]> _bytes = new(StringComparer.Ordinal);

    public SourceStamps Stamps => new(_seen.Values);

    /// <summary>What was read, by absolute path.</summary>
    public IReadOnlyDictionary<string, byte[]> Bytes => _bytes;

    public PlanFileRead Read(string path, int bytesMax)
    {
        var absolute = Absolute(path);
        Note(absolute);
        var read = files.Read(path, bytesMax);
        if (read.Bytes is { } bytes) _bytes[absolute] = bytes;
        return read;
    }

    public IReadOnlyList<string>? List(string folder)
    {
        var names = files.List(folder);
        var absolute = Absolute(folder);
        _seen.TryAdd((absolute, true), new SourceStamp(absolute, IsFolder: true, Names(names)));
        return names;
    }

    public string Absolute(string path) => files.Absolute(path);

    /// <summary>Notes a file that the plan names and somebody else reads.</summary>
    public void Note(string path) => _seen.TryAdd((path, false), new SourceStamp(path, IsFolder: false, stamps.Of(path)));

    /// <summary>The same sources as they look now.</summary>
    public static SourceStamps Again(SourceStamps before, IPlanFiles files, IFileStamps stamps) => new(before.All.Select(
        stamp => stamp with { Stamp = stamp.IsFolder ? Names(files.List(stamp.Path)) : stamps.Of(stamp.Path) }));

    private static string Names(IReadOnlyList<string>? names) =>
        names is null ? IFileStamps.Absent : string.Join('\0', names.Order(StringComparer.Ordinal));
}
