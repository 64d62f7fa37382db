using Microsoft.AspNetCore.Http;

namespace Holdfast.Gateway.Calls;

/// <summary>Bodies that are held until the answer begins, so that the request can be sent again.</summary>
internal static class HeldContent
{
    /// <summary>Room before anything has come: a client must send a body to have memory kept for it, not only announce one.</summary>
    private const int FirstBytes = 4 * 1024;

    /// <summary>Reads the whole of it. Not into a pooled array: a connection that was given up may still be sending it.</summary>
    /// <param name="silence">Longest wait for the next bytes.</param>
    /// <param name="end">Nobody else's meanwhile; cancelled, or with a timer set, afterwards where something had to be waited for.</param>
    /// <param name="cancellation">The call is over; not its time, which stands still meanwhile.</param>
    /// <exception cref="BadHttpRequestException">The body is not what its head announced, comes too slowly, or stops coming.</exception>
    public static ValueTask<byte[]> ReadAsync(HttpRequest request, TimeSpan silence, CancellationTokenSource end, CancellationToken cancellation)
    {
        var length = (int)request.ContentLength!.Value;
        var body = new byte[Math.Min(length, FirstBytes)];
        // Most short bodies come with their head: for these nothing is set up to wait.
        for (var read = 0; read < length;)
        {
            var reading = request.Body.ReadAsync(RoomIn(ref body, read, length), end.Token);
            if (!reading.IsCompletedSuccessfully) return AwaitAsync(request, body, read, length, reading, silence, end, cancellation);
            read += More(reading.Result);
        }

        return ValueTask.FromResult(body);
    }

    private static async ValueTask<byte[]> AwaitAsync(
        HttpRequest request, byte[] body, int read, int length, ValueTask<int> reading, TimeSpan silence, CancellationTokenSource end, CancellationToken cancellation)
    {
        await using var over = cancellation.UnsafeRegister(static end => ((CancellationTokenSource)end!).Cancel(), end);
        try
        {
            while (true)
            {
                end.CancelAfter(silence);
                read += More(await reading);
                if (read == length) return body;
                reading = request.Body.ReadAsync(RoomIn(ref body, read, length), end.Token);
            }
        }
        catch (OperationCanceledException silent) when (!cancellation.IsCancellationRequested)
        {
            throw new BadHttpRequestException("The request's body stopped coming.", StatusCodes.Status408RequestTimeout, silent);
        }
    }

    /// <summary>Grows with what has come, at most to four times that.</summary>
    private static Memory<byte> RoomIn(ref byte[] body, int read, int length)
    {
        if (read == body.Length) Array.Resize(ref body, Math.Min(length, body.Length * 4));
        return body.AsMemory(read);
    }

    private static int More(int read) => read > 0 ? read : throw new BadHttpRequestException("The request's body broke off.");
}
