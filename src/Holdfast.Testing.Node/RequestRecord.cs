using System.Text;
using Holdfast.Testing.Faults;

namespace Holdfast.Testing.Node;

/// <summary>Every request that came, in a file: what was written is still there after kill -9.</summary>
internal sealed class RequestRecord(string path) : IDisposable
{
    private readonly Lock _lock = new();

    // Appended to, and unbuffered: a node that starts again goes on with the same record.
    private readonly FileStream _file = new(path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);

    public void Add(NodeRequest request)
    {
        var line = Encoding.ASCII.GetBytes($"{request}\n");
        lock (_lock)
            _file.Write(line);
    }

    public void Dispose() => _file.Dispose();
}
