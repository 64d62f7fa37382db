using System.Text;

namespace Holdfast.Core.Plan;

/// <summary>Files that only this process knows: tests, and plans that arrive as text.</summary>
public sealed class MemoryPlanFiles : IPlanFiles
{
    private readonly Dictionary<string, byte[]> _files = new(StringComparer.Ordinal);

    public MemoryPlanFiles Add(string path, string text) => Add(path, Encoding.UTF8.GetBytes(text));

    public MemoryPlanFiles Add(string path, byte[] bytes)
    {
        _files[Absolute(path)] = bytes;
        return this;
    }

    public PlanFileRead Read(string path, int bytesMax)
    {
        if (!_files.TryGetValue(Absolute(path), out var bytes))
            return PlanFileRead.Bad("there is no such file");
        return bytes.Length > bytesMax ? PlanFileRead.TooLarge() : PlanFileRead.Good(bytes);
    }

    public IReadOnlyList<string>? List(string folder)
    {
        var absolute = Absolute(folder);
        var names = _files.Keys.Where(f => Path.GetDirectoryName(f) == absolute).Select(f => Path.GetFileName(f)).ToList();
        return names.Count == 0 ? null : names;
    }

    public string Absolute(string path) => Path.GetFullPath(path, "/");
}
