using Holdfast.Testing.Processes;

namespace Holdfast.Cli.Tests.Trying;

/// <summary><c>up --demo</c> as a process of its own, with its load, for all that is tried on it.</summary>
[CollectionDefinition(Collection)]
public sealed class RunningDemo : IAsyncLifetime, ICollectionFixture<RunningDemo>
{
    public const string Collection = "demo";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly int _port = Ports.Free();
    private readonly int _admin = Ports.Free();
    private HoldfastProcess _process = null!;

    public IReadOnlyList<string> Addresses => ["--admin", $"127.0.0.1:{_admin}", "--traffic", $"127.0.0.1:{_port}"];

    public Uri Admin => new($"http://127.0.0.1:{_admin}");

    public Uri Traffic => new($"http://127.0.0.1:{_port}");

    public async ValueTask InitializeAsync()
    {
        _process = HoldfastProcess.Start(["up", "--demo", "--listen", $"127.0.0.1:{_port}", "--admin", $"127.0.0.1:{_admin}"]);
        await _process.WaitForOutputAsync("First request answered", Patience);
    }

    public async ValueTask DisposeAsync()
    {
        _process.Signal(UnixSignal.Interrupt);
        await _process.WaitForExitAsync(Patience);
        await _process.DisposeAsync();
    }
}
