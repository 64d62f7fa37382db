using Holdfast.Testing.Processes;

namespace Holdfast.Testing.Origins;

/// <summary>A <see cref="KestrelOrigin"/> in a process of its own, for tests that measure what is before it.</summary>
public sealed class OriginProcess : IAsyncDisposable
{
    /// <summary>Begins the line that names the address.</summary>
    public const string Listens = "http://";

    private readonly ChildProcess _process;

    private OriginProcess(ChildProcess process, Uri url)
    {
        _process = process;
        Url = url;
    }

    /// <summary>HTTP/1.1 only.</summary>
    public Uri Url { get; }

    public static async Task<OriginProcess> StartAsync()
    {
        var process = ChildProcess.Start(Installation.Dotnet, [Installation.Node, "origin"]);
        try
        {
            await process.WaitForOutputAsync(Listens);
            return new OriginProcess(process, new Uri(process.Output.Lines.First(static line => line.StartsWith(Listens, StringComparison.Ordinal))));
        }
        catch
        {
            await process.DisposeAsync();
            throw;
        }
    }

    public ValueTask DisposeAsync() => _process.DisposeAsync();
}
