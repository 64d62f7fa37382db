using System.Collections.Concurrent;
using Holdfast.Testing;
using Holdfast.Testing.Origins;
using Holdfast.Testing.Processes;
using Microsoft.Playwright;

[assembly: AssemblyFixture(typeof(Holdfast.Browser.Tests.BrowserStage))]

namespace Holdfast.Browser.Tests;

/// <summary>A gateway as a process of its own, a backend behind it, callers before it, and a browser on its console.</summary>
public sealed class BrowserStage : IAsyncLifetime
{
    private const string Executable = "/usr/bin/chromium";

    private readonly TemporaryFolder _folder = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly HttpClient _caller = new(new SocketsHttpHandler { UseProxy = false }) { Timeout = TimeSpan.FromSeconds(5) };
    private KestrelOrigin? _origin;
    private HoldfastProcess? _process;
    private IPlaywright? _playwright;
    private IBrowser? _browser;
    private readonly ConcurrentDictionary<string, Task<IPage>> _shared = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim _signing = new(1, 1);
    private string? _signedIn;
    private Task _calling = Task.CompletedTask;

    public Uri Traffic { get; private set; } = null!;

    public Uri Admin { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        _origin = await KestrelOrigin.StartAsync();
        var (traffic, admin) = (Ports.Free(), Ports.Free());
        (Traffic, Admin) = (new Uri($"http://127.0.0.1:{traffic}"), new Uri($"http://127.0.0.1:{admin}"));
        var plan = _folder.Write("holdfast.yaml", Plan(traffic));
        _process = HoldfastProcess.Start(["up", "--plan", plan, "--admin", $"127.0.0.1:{admin}", "--data", _folder.File("data")]);
        await _process.WaitUntilReadyAsync(Admin);
        _calling = CallAsync();
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new() { ExecutablePath = Executable, Args = ["--no-sandbox"] });
    }

    /// <summary>A page of a browser that is signed in.</summary>
    public async Task<IPage> PageAsync(BrowserNewContextOptions? options = null)
    {
        options ??= new();
        options.BaseURL = Admin.ToString();
        options.StorageState = await SignedInAsync();
        options.Locale ??= "en-GB";
        var context = await _browser!.NewContextAsync(options);
        context.SetDefaultTimeout((float)Eventually.Patience.TotalMilliseconds);
        return await context.NewPageAsync();
    }

    /// <summary>A page that tests look at one after the other, each for itself alone: what only looks needs no browser of its own.</summary>
    public Task<IPage> SharedAsync(string locale) => _shared.GetOrAdd(locale, name => PageAsync(new() { Locale = name }));

    /// <summary>The link that lets a browser in, as an operator asks for it.</summary>
    public Task<Uri> LoginLinkAsync() => LoginLinkAsync(Admin);

    /// <summary>As <see cref="LoginLinkAsync()"/>, of another process.</summary>
    public static async Task<Uri> LoginLinkAsync(Uri admin)
    {
        var (code, output, errors) = await HoldfastProcess.RunAsync(["login", "--admin", $"127.0.0.1:{admin.Port}"]);
        code.ShouldBe(0, errors);
        return new Uri(output.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).First(static word => word.StartsWith("http", StringComparison.Ordinal)));
    }

    /// <summary>A browser that nobody knows.</summary>
    public Task<IPage> StrangerAsync() => StrangerAsync(Admin);

    /// <summary>As <see cref="StrangerAsync()"/>, on the console of another process.</summary>
    public async Task<IPage> StrangerAsync(Uri admin)
    {
        var context = await _browser!.NewContextAsync(new() { BaseURL = admin.ToString(), Locale = "en-GB", ViewportSize = new() { Width = 1180, Height = 760 } });
        context.SetDefaultTimeout((float)Eventually.Patience.TotalMilliseconds);
        return await context.NewPageAsync();
    }

    /// <summary>Status of a call through the gateway.</summary>
    public async Task<int> StatusAsync(string path)
    {
        using var answer = await _caller.GetAsync(new Uri(Traffic, path));
        return (int)answer.StatusCode;
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _calling;
        if (_browser is not null) await _browser.DisposeAsync();
        _playwright?.Dispose();
        if (_process is not null) await _process.DisposeAsync();
        if (_origin is not null) await _origin.DisposeAsync();
        _caller.Dispose();
        _signing.Dispose();
        _stop.Dispose();
        _folder.Dispose();
    }

    private string Plan(int port) => $$"""
        holdfast: 1
        owners: [ann@example.com, bob@example.com]
        listeners:
          traffic: { address: "127.0.0.1:{{port}}" }
        services:
          shop: { versions: { v1: { nodes: [ "{{_origin!.Http1Url}}" ] } } }
          accounts: { versions: { v1: { nodes: [ "{{_origin.Http1Url}}" ] } }, breaker: {} }
        interfaces:
          orders: { match: { path: "/echo/orders" }, service: shop, timeout: 2s }
          search: { match: { path: "/echo/search" }, service: shop }
          items: { match: { path: "/echo/items" }, service: shop, limit: { rate: 5/s } }
          register: { match: { path: "/echo/register" }, service: accounts }
          coupons: { match: { path: "/status/503" }, service: shop, retry: { attempts: 1 } }
          quiet: { match: { path: "/echo/quiet" }, service: shop }
        degradation:
          big-sale:
            level-1: [ { interface: search, answer: off } ]
            level-2: [ { interface: orders, limit: 5/s }, { service: accounts, breaker: open } ]
            enter: [ { when: "errors(orders) > 0.5", for: 1m } ]
        """;

    private async Task<string> SignedInAsync()
    {
        await _signing.WaitAsync();
        try
        {
            return _signedIn ??= await SignInAsync();
        }
        finally
        {
            _signing.Release();
        }
    }

    private async Task<string> SignInAsync()
    {
        var context = await _browser!.NewContextAsync();
        var page = await context.NewPageAsync();
        await page.GotoAsync((await LoginLinkAsync()).ToString());
        await page.WaitForURLAsync(Admin.ToString());
        var state = await context.StorageStateAsync();
        await context.CloseAsync();
        return state;
    }

    private async Task CallAsync()
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(30), TimeProvider.System);
        string[] paths = ["/echo/orders", "/echo/search", "/echo/items", "/echo/orders", "/echo/items", "/echo/register", "/echo/search", "/status/503"];
        try
        {
            for (var i = 0; await timer.WaitForNextTickAsync(_stop.Token); i++) await StatusAsync(paths[i % paths.Length]);
        }
        catch (OperationCanceledException)
        {
            // The tests are over.
        }
    }
}
