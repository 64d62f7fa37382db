using System.Collections.Concurrent;
using Holdfast.Testing;
using Microsoft.AspNetCore.Http;

namespace Holdfast.Gateway.Tests.Front;

/// <summary>A call path that reads each request's body, and shows how far it is. A body to be held up is not read until that is let go.</summary>
internal sealed class BodyReader : IDisposable
{
    public const string HeldUp = "/held";

    private readonly ConcurrentDictionary<string, long> _bytes = new();
    private readonly Gate _gate = new("body");
    private int _waiting;
    private int _cut;

    /// <summary>Reads that wait for their clients now.</summary>
    public int Waiting => Volatile.Read(ref _waiting);

    /// <summary>Bodies that came too slowly.</summary>
    public int Cut => Volatile.Read(ref _cut);

    public Gate Held => _gate;

    public void Dispose() => _gate.Dispose();

    public async Task ReadAsync(HttpContext context)
    {
        var buffer = new byte[1 << 16];
        var path = context.Request.Path.ToString();
        if (path == HeldUp) await _gate.PassAsync(context.RequestAborted);
        try
        {
            while (await ReadSomeAsync(context, buffer) is var read and > 0)
                _bytes.AddOrUpdate(path, read, (_, before) => before + read);
        }
        catch (BadHttpRequestException slow)
        {
            context.Response.StatusCode = slow.StatusCode;
            Interlocked.Increment(ref _cut);
        }
    }

    /// <summary>Until so many bytes of a body were read, and the next ones are waited for.</summary>
    public Task UntilReadAsync(long bytes, int waiting = 1, string path = "/") => Eventually.HoldsAsync(
        () => _bytes.GetValueOrDefault(path) == bytes && Waiting == waiting,
        $"{bytes} bytes of {path} to be read, and {waiting} to wait", null, () => $"{_bytes.GetValueOrDefault(path)} bytes, {Waiting} wait");

    private async ValueTask<int> ReadSomeAsync(HttpContext context, byte[] buffer)
    {
        var reading = context.Request.Body.ReadAsync(buffer, context.RequestAborted);
        if (reading.IsCompleted) return await reading;
        Interlocked.Increment(ref _waiting);
        try
        {
            return await reading;
        }
        finally
        {
            Interlocked.Decrement(ref _waiting);
        }
    }
}
