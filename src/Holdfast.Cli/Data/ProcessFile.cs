using System.Text.Json;

namespace Holdfast.Cli.Data;

/// <summary><c>process.json</c> in the data folder: by it other verbs find the process that runs.</summary>
internal sealed record ProcessFile
{
    public const string Name = "process.json";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public required int Pid { get; init; }

    public required DateTimeOffset Started { get; init; }

    /// <summary>Base address of the admin listener; null while the process is starting.</summary>
    public Uri? Admin { get; init; }

    /// <summary>Where traffic is taken; empty while the process is starting.</summary>
    public IReadOnlyList<Uri> Traffic { get; init; } = [];

    /// <summary>The plan's file; null without one.</summary>
    public string? Plan { get; init; }

    /// <summary>Null when there is none that can be read. A process that was killed leaves its own behind.</summary>
    public static ProcessFile? Read(string folder)
    {
        try
        {
            return JsonSerializer.Deserialize<ProcessFile>(File.ReadAllBytes(Path.Combine(folder, Name)), Json);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or JsonException)
        {
            return null;
        }
    }

    /// <summary>Whoever reads meanwhile sees the old one whole or the new one whole.</summary>
    public void Write(string folder)
    {
        var beside = Path.Combine(folder, $".{Name}.{Pid}");
        try
        {
            File.WriteAllBytes(beside, JsonSerializer.SerializeToUtf8Bytes(this, Json));
            File.Move(beside, Path.Combine(folder, Name), overwrite: true);
        }
        catch (IOException)
        {
            // One of another process would lead astray.
            File.Delete(beside);
            Remove(folder);
            throw;
        }
    }

    public static void Remove(string folder) => File.Delete(Path.Combine(folder, Name));
}
