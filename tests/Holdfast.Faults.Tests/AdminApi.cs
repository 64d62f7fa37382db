using System.Net.Http.Json;
using Holdfast.Testing.Processes;

namespace Holdfast.Faults.Tests;

/// <summary>What the gateway says of itself.</summary>
internal sealed class AdminApi(Uri address) : IDisposable
{
    private readonly HttpClient _http = AdminAccess.Connect(address);

    public sealed record Signal(DateTimeOffset At, string Slice, string Name, string Subject, string Text);

    /// <summary>Of one service, oldest first.</summary>
    public async Task<IReadOnlyList<Signal>> SignalsAsync(string service)
    {
        var all = await _http.GetFromJsonAsync<Signal[]>("/api/signals?limit=1000");
        return [.. all!.Where(signal => $"{signal.Subject}.".StartsWith($"services.{service}.", StringComparison.Ordinal)).OrderBy(signal => signal.At)];
    }

    public void Dispose() => _http.Dispose();
}
