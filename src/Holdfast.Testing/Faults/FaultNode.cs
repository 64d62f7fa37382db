using System.Globalization;
using System.Net.Http.Json;
using Holdfast.Testing.Processes;

namespace Holdfast.Testing.Faults;

/// <summary>One node of the fault matrix: a process at an address that stays the same over its restarts.</summary>
public sealed class FaultNode(string name, string folder) : IAsyncDisposable
{
    private readonly HttpClient _control = new(new SocketsHttpHandler { UseProxy = false, PooledConnectionLifetime = TimeSpan.Zero });
    private readonly int _port = Ports.Free();
    private readonly int _controlPort = Ports.Free();
    private readonly string _record = Path.Combine(folder, $"{name}.requests");
    private ChildProcess? _process;

    public string Name { get; } = name;

    /// <summary>As a plan names it.</summary>
    public Uri Url => new($"http://127.0.0.1:{_port}");

    /// <summary>Every request that reached it so far, over all its lives.</summary>
    public IReadOnlyList<NodeRequest> Requests
    {
        get
        {
            using var file = new FileStream(_record, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using var reader = new StreamReader(file);
            List<NodeRequest> requests = [];
            while (reader.ReadLine() is { } line)
                if (NodeRequest.Parse(line) is { } request) requests.Add(request);
            return requests;
        }
    }

    public async Task StartAsync()
    {
        await EndAsync();
        string[] arguments = [Installation.Node, Name, Text(_port), Text(_controlPort), _record];
        _process = ChildProcess.Start(Installation.Dotnet, arguments);
        await _process.WaitForOutputAsync("ready");
    }

    public Task SickenAsync(NodeSickness sickness) => SetAsync(sickness);

    public Task HealAsync() => SetAsync(NodeSickness.Healthy);

    /// <summary>As kill -9 does: what it has in flight is not answered.</summary>
    public Task KillAsync() => EndAsync();

    /// <summary>Stops its threads; its sockets stay open, and the kernel goes on accepting for it.</summary>
    public void Freeze() => Running.Signal(UnixSignal.Stop);

    public void Thaw() => Running.Signal(UnixSignal.Continue);

    /// <summary>As a deployment does: it finishes what it has and is started anew.</summary>
    public async Task RestartAsync()
    {
        Running.Signal(UnixSignal.Terminate);
        await Running.WaitForExitAsync();
        await StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await EndAsync();
        _control.Dispose();
    }

    private ChildProcess Running => _process ?? throw new InvalidOperationException($"Node {Name} does not run.");

    private async Task EndAsync()
    {
        if (_process is null)
            return;
        if (!_process.HasExited)
            _process.Signal(UnixSignal.Kill);
        await _process.WaitForExitAsync();
        await _process.DisposeAsync();
        _process = null;
    }

    private async Task SetAsync(NodeSickness sickness)
    {
        var address = new Uri($"http://127.0.0.1:{_controlPort}{NodeAnswer.SicknessPath}");
        using var answer = await _control.PutAsJsonAsync(address, sickness);
        answer.EnsureSuccessStatusCode();
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
