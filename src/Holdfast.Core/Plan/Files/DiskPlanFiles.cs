namespace Holdfast.Core.Plan;

/// <summary>Files of this machine; <c>-</c> is standard input.</summary>
/// <param name="input">Standard input, where the host lets a plan come through it.</param>
public sealed class DiskPlanFiles(Func<Stream>? input = null) : IPlanFiles
{
    public const string StandardInput = "-";

    public PlanFileRead Read(string path, int bytesMax)
    {
        try
        {
            if (path == StandardInput && input is not null)
                return ReadAll(input(), bytesMax);
            if (Directory.Exists(path))
                return PlanFileRead.Bad("it is a folder");
            using var file = File.OpenRead(path);
            if (file.CanSeek && file.Length > bytesMax)
                return PlanFileRead.TooLarge();
            return ReadAll(file, bytesMax);
        }
        catch (Exception fault) when (fault is FileNotFoundException or DirectoryNotFoundException)
        {
            return PlanFileRead.Bad("there is no such file");
        }
        catch (UnauthorizedAccessException)
        {
            return PlanFileRead.Bad("this user may not read it");
        }
        catch (Exception fault) when (fault is IOException or ArgumentException or NotSupportedException)
        {
            return PlanFileRead.Bad(fault.Message);
        }
    }

    public IReadOnlyList<string>? List(string folder)
    {
        try
        {
            return Directory.Exists(folder) ? [.. Directory.EnumerateFiles(folder).Select(f => Path.GetFileName(f))] : null;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    public string Absolute(string path) => Path.GetFullPath(path);

    private static PlanFileRead ReadAll(Stream stream, int bytesMax)
    {
        // Not to the end and then measured: a pipe or a file that grows has no length to trust.
        using var kept = new MemoryStream();
        var chunk = new byte[64 * 1024];
        while (kept.Length <= bytesMax)
        {
            var count = stream.Read(chunk);
            if (count == 0)
                return PlanFileRead.Good(kept.ToArray());
            kept.Write(chunk, 0, count);
        }

        return PlanFileRead.TooLarge();
    }
}
