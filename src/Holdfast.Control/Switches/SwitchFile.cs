using System.Text.Json;
using Holdfast.Control.Admin;
using Holdfast.Control.Store;
using Holdfast.Core.Commands;

namespace Holdfast.Control.Switches;

/// <summary><c>switches.json</c> in the data folder: what operators have set, for the process that comes after this one.</summary>
public sealed class SwitchFile(string folder)
{
    public const string Name = "switches.json";

    /// <summary>What is larger is not written, and not read.</summary>
    private const long BytesMax = 64 * 1024 * 1024;

    public string Path { get; } = System.IO.Path.Combine(folder, Name);

    /// <returns>None where there is no file.</returns>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It cannot be read.</exception>
    /// <exception cref="JsonException">It is not what was written here.</exception>
    public IReadOnlyList<Switch> Read()
    {
        if (!File.Exists(Path)) return [];
        using var stream = new FileStream(Path, FileMode.Open, FileAccess.Read, FileShare.Read);
        if (stream.Length > BytesMax) throw new JsonException($"it has {stream.Length} bytes");
        var read = JsonSerializer.Deserialize(stream, AdminJson.Default.IReadOnlyListSwitch) ?? throw new JsonException("it is empty");
        return read.All(IsWhole) ? read : throw new JsonException("an entry of it is not whole");
    }

    /// <exception cref="IOException">The disk is full, or gone, or they are too many; the file before is whole.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be written.</exception>
    public void Write(IReadOnlyList<Switch> switches)
    {
        var bytes = JsonSerializer.SerializeToUtf8Bytes(switches, AdminJson.Default.IReadOnlyListSwitch);
        if (bytes.Length > BytesMax) throw new IOException($"{switches.Count} switches take {bytes.Length} bytes, and {BytesMax} are kept");
        DurableFile.Write(Path, bytes);
    }

    /// <summary>Written by hand, anything may be missing.</summary>
    private static bool IsWhole(Switch one) =>
        one is { Slice: not null, Command: not null, Arguments: not null, Inverse: not null, InverseArguments: not null, Target: not null, Words: not null, Order: { By: not null, Why: not null } };
}
