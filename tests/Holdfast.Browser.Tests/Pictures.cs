using System.Runtime.CompilerServices;

namespace Holdfast.Browser.Tests;

/// <summary>Where the docs have their pictures.</summary>
internal static class Pictures
{
    /// <summary>Set: they are put into the docs.</summary>
    private const string Wanted = "HOLDFAST_PICTURES";

    /// <summary>An empty page compresses to less.</summary>
    private const int BytesMin = 15_000;

    private const int BytesMax = 400_000;

    /// <summary>Puts a picture into the docs where that is wanted; one of its name is there in any case.</summary>
    public static async Task KeepAsync(string name, byte[] picture)
    {
        picture.Length.ShouldBeInRange(BytesMin, BytesMax);
        var file = Path.Combine(Docs(), $"{name}.png");
        if (Environment.GetEnvironmentVariable(Wanted) is { Length: > 0 })
        {
            Directory.CreateDirectory(Docs());
            await File.WriteAllBytesAsync(file, picture);
        }

        File.Exists(file).ShouldBeTrue(file);
    }

    private static string Docs([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "../../docs/pictures"));
}
