using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Holdfast.Control.Store;

/// <summary>
/// <c>last-known-good.plan</c> in the data folder: the plan that this node carried out last, its texts included, so that
/// it can start without the store. It lies apart from the store, and is good without it.
/// </summary>
/// <remarks>The first line is the SHA-256 of all that follows: half a file, or one that somebody has edited, is not taken for a plan.</remarks>
public sealed partial class LastKnownGoodFile(string path)
{
    public const string Name = "last-known-good.plan";

    /// <summary>The texts of the largest plan there may be, as they are written here, and some more.</summary>
    private const int BytesMax = 64 * 1024 * 1024;

    private const string Head = "holdfast-last-known-good 1 ";

    public string Path => path;

    /// <exception cref="IOException">It could not be written; the one before is whole.</exception>
    /// <exception cref="UnauthorizedAccessException">As above.</exception>
    public void Write(LastKnownGood plan)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(plan, Json.Default.LastKnownGood);
        var head = Encoding.ASCII.GetBytes($"{Head}{Convert.ToHexStringLower(SHA256.HashData(body))}\n");
        DurableFile.Write(path, [.. head, .. body]);
    }

    /// <param name="fault">Why there is none, in one line; null when there is.</param>
    public LastKnownGood? Read(out string? fault)
    {
        try
        {
            if (new FileInfo(path) is { Exists: true, Length: > BytesMax }) return None("it is too large", out fault);
            var bytes = File.ReadAllBytes(path);
            var end = bytes.AsSpan().IndexOf((byte)'\n');
            if (end < 0 || !IsTrue(Encoding.ASCII.GetString(bytes, 0, end), bytes.AsSpan(end + 1))) return None("it is damaged", out fault);
            fault = null;
            return JsonSerializer.Deserialize(bytes.AsSpan(end + 1), Json.Default.LastKnownGood);
        }
        catch (FileNotFoundException)
        {
            return None("there is none", out fault);
        }
        catch (Exception found) when (found is IOException or UnauthorizedAccessException or JsonException)
        {
            return None(found.Message, out fault);
        }
    }

    private static bool IsTrue(string head, ReadOnlySpan<byte> body) => head == $"{Head}{Convert.ToHexStringLower(SHA256.HashData(body))}";

    private static LastKnownGood? None(string why, out string? fault)
    {
        fault = why;
        return null;
    }

    [JsonSerializable(typeof(LastKnownGood))]
    private sealed partial class Json : JsonSerializerContext;
}
