namespace Holdfast.Testing.Processes;

/// <summary>A disk of a few megabytes that a test fills under a process. Nobody else sees it, and it is gone with the test.</summary>
/// <remarks>
/// A file system in memory in a mount namespace of its own, as root or as anybody where the machine lets users have
/// namespaces. Where it does not, the process is kept from writing files longer than they are: then the store cannot grow,
/// and everything else can still be written.
/// </remarks>
public sealed class SmallDisk : IAsyncDisposable
{
    private const string Ballast = "ballast";

    private readonly TemporaryFolder _folder = new();
    private readonly ChildProcess? _holder;
    private readonly bool _isOfUser;
    private bool _isFull;

    private SmallDisk(TemporaryFolder folder, ChildProcess? holder, bool isOfUser, string why) => (_folder, _holder, _isOfUser, Why) = (folder, holder, isOfUser, why);

    /// <summary>Whether it has a size of its own; else only what the store needs finds no room.</summary>
    public bool IsReal => _holder is not null;

    /// <summary>Why it has no size of its own though it might have had: what the machine said. Empty: it has, or was not to.</summary>
    public string Why { get; }

    /// <summary>Where the process sees it.</summary>
    public string Path => _folder.Path;

    /// <summary>Where the test sees it.</summary>
    public string Outside => _holder is { } holder ? $"/proc/{holder.Id}/root{Path}" : Path;

    /// <summary>What a process that is to see it is started with.</summary>
    public HoldfastProcessOptions Options => _holder is { } holder
        ? new HoldfastProcessOptions { Within = ["nsenter", "--target", $"{holder.Id}", "--mount", .. _isOfUser ? ["--user", "--preserve-credentials"] : Array.Empty<string>(), "--"] }
        : new HoldfastProcessOptions
        {
            // The signal that comes with the refusal would end the process. The runtime maps its code by a long file.
            Within = ["/bin/sh", "-c", $"trap '' XFSZ; {(_isFull ? $"ulimit -S -f {LongestFile() / 512}; " : "")}exec \"$0\" \"$@\""],
            Environment = new Dictionary<string, string> { ["DOTNET_EnableWriteXorExecute"] = "0" },
        };

    /// <param name="mayBeReal">False: as on a machine that lets nobody mount anything.</param>
    public static async Task<SmallDisk> StartAsync(int bytes, bool mayBeReal = true)
    {
        var folder = new TemporaryFolder();
        var why = "";
        foreach (var isOfUser in mayBeReal ? [true, false] : Array.Empty<bool>())
        {
            var (holder, said) = await HoldAsync(folder.Path, bytes, isOfUser);
            if (holder is not null) return new SmallDisk(folder, holder, isOfUser, "");
            why += $"{(isOfUser ? "as a user" : "as root")}: {said} ";
        }

        return new SmallDisk(folder, holder: null, isOfUser: false, why);
    }

    /// <param name="process">Which runs on it; null: none does now.</param>
    public async Task FillAsync(ChildProcess? process)
    {
        _isFull = true;
        if (!IsReal)
        {
            await LimitAsync(process, $"{LongestFile()}");
            return;
        }

        await using var ballast = new FileStream(System.IO.Path.Combine(Outside, Ballast), FileMode.Append, FileAccess.Write, FileShare.None, bufferSize: 0);
        byte[] page = new byte[4096];
        try
        {
            // Ends at the latest when memory does, and the disk is a part of that.
            for (var written = 0L; written < 1L << 32; written += page.Length) ballast.Write(page);
        }
        catch (IOException)
        {
            // It is full.
        }
    }

    /// <inheritdoc cref="FillAsync"/>
    public async Task EmptyAsync(ChildProcess? process)
    {
        _isFull = false;
        if (IsReal) File.Delete(System.IO.Path.Combine(Outside, Ballast));
        else await LimitAsync(process, "unlimited");
    }

    public async ValueTask DisposeAsync()
    {
        if (_holder is not null) await _holder.DisposeAsync();
        _folder.Dispose();
    }

    private static async Task<(ChildProcess? Holder, string Said)> HoldAsync(string path, int bytes, bool isOfUser)
    {
        var script = $"mount -t tmpfs -o size={bytes} none \"$0\" && echo mounted && exec cat";
        var holder = ChildProcess.Start("/usr/bin/env", ["unshare", "--mount", .. isOfUser ? ["--map-root-user"] : Array.Empty<string>(), "/bin/sh", "-c", script, path]);
        await Eventually.HoldsAsync(() => holder.HasExited || holder.Output.Contains("mounted"), "a small disk", null, holder.Describe);
        if (!holder.HasExited) return (holder, "");
        var said = holder.Describe();
        await holder.DisposeAsync();
        return (null, said);
    }

    private static async Task LimitAsync(ChildProcess? process, string bytes)
    {
        if (process is null) return;
        await using var limit = ChildProcess.Start("/usr/bin/env", ["prlimit", "--pid", $"{process.Id}", $"--fsize={bytes}:unlimited"]);
        if (await limit.WaitForExitAsync() != 0) throw new InvalidOperationException(limit.Describe());
    }

    private long LongestFile() => Directory.EnumerateFiles(Path, "*", SearchOption.AllDirectories).Max(static file => new FileInfo(file).Length);
}
