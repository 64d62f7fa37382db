using Holdfast.Control.Store;

namespace Holdfast.Control.Access;

/// <summary><c>tokens/127.0.0.1-8081</c> in a folder of this account's: the token of the process that listens there, for as long as it runs.</summary>
/// <remarks>
/// It is a new one at every start: what a process that was killed leaves behind is worth nothing to whoever listens at
/// its address next.
/// </remarks>
public sealed class TokenFile : IDisposable
{
    private const string FolderName = "tokens";
    private const int BytesMax = 1024;
    private const UnixFileMode Own = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private readonly string _path;
    private readonly string _token;

    private TokenFile(string path, string token) => (_path, _token) = (path, token);

    public static string PathOf(string folder, string host, int port) =>
        Path.Combine(folder, FolderName, $"{host.Trim('[', ']').Replace(':', '_')}-{port}");

    /// <summary>Writes it, for this account alone.</summary>
    /// <exception cref="IOException">It could not be written.</exception>
    /// <exception cref="UnauthorizedAccessException">As above.</exception>
    public static TokenFile Write(string folder, Uri admin, string token)
    {
        var path = PathOf(folder, admin.Host, admin.Port);
        var around = Path.GetDirectoryName(path)!;
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(around);
        }
        else
        {
            Directory.CreateDirectory(around, Own);
            File.SetUnixFileMode(around, Own);
        }

        DurableFile.Write(path, System.Text.Encoding.ASCII.GetBytes($"{token}\n"));
        return new TokenFile(path, token);
    }

    /// <summary>Null when there is none, or none that may be read.</summary>
    public static string? Read(string path)
    {
        try
        {
            using var reader = File.OpenText(path);
            // It may be a pipe, which does not say how long it is.
            var text = new char[BytesMax + 1];
            var read = reader.ReadBlock(text);
            return read <= BytesMax && text.AsSpan(0, read).Trim() is { Length: > 0 } token ? token.ToString() : null;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Takes it away, unless another process has put its own in the place.</summary>
    public void Dispose()
    {
        try
        {
            if (Read(_path) == _token) File.Delete(_path);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            // It is worth nothing any more.
        }
    }
}
