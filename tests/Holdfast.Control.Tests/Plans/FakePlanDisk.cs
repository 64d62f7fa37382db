using Holdfast.Control.Plans;
using Holdfast.Core.Plan;

namespace Holdfast.Control.Tests.Plans;

/// <summary>A disk in memory. Writing to a file changes its stamp, also when the text stays.</summary>
internal sealed class FakePlanDisk : IPlanFiles, IFileStamps
{
    private readonly Dictionary<string, (byte[] Bytes, int Stamp)> _files = [];
    private readonly Dictionary<string, (byte[] Bytes, int Stamp)> _removed = [];
    private int _writes;

    public int Reads { get; private set; }

    public void Write(string path, string text)
    {
        lock (_files)
            _files[path] = (System.Text.Encoding.UTF8.GetBytes(text), ++_writes);
    }

    public void Remove(string path)
    {
        lock (_files)
        {
            _files.Remove(path, out var file);
            _removed[path] = file;
        }
    }

    /// <summary>Puts a removed file back as it was.</summary>
    public void Restore(string path)
    {
        lock (_files)
            _files[path] = _removed[path];
    }

    public PlanFileRead Read(string path, int bytesMax)
    {
        lock (_files)
        {
            Reads++;
            return _files.TryGetValue(path, out var file) ? PlanFileRead.Good(file.Bytes) : PlanFileRead.Bad("there is no such file");
        }
    }

    public IReadOnlyList<string>? List(string folder)
    {
        lock (_files)
            return [.. _files.Keys.Where(path => Path.GetDirectoryName(path) == folder).Select(path => Path.GetFileName(path))];
    }

    public string Absolute(string path) => Path.GetFullPath(path, "/");

    public string Of(string path)
    {
        lock (_files)
            return _files.TryGetValue(path, out var file) ? $"{file.Stamp}" : IFileStamps.Absent;
    }
}
