using System.Buffers;
using System.Runtime.CompilerServices;
using Holdfast.Core.Pipeline;
using Holdfast.Gateway.Calls;

namespace Holdfast.Gateway.Forwarding;

/// <summary>Carries the body of an answer to the caller, as it comes.</summary>
internal static class AnswerBody
{
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public static async ValueTask<AnswerBodyEnd> CopyAsync(GatewayCall call, Attempt attempt, HttpResponseMessage answer, CancellationToken end)
    {
        var output = call.Context.Response.Body;
        byte[]? buffer = null;
        var pieces = default(PieceSize);
        var isReading = true;
        try
        {
            await using var input = await answer.Content.ReadAsStreamAsync(end);
            while (true)
            {
                isReading = true;
                // Waits without a buffer: thousands of silent streams hold none.
                var ready = input.ReadAsync(Memory<byte>.Empty, end);
                if (!ready.IsCompletedSuccessfully)
                {
                    Return(ref buffer);
                    await call.WithinSilenceAsync(attempt, ready);
                }

                var size = (int)Math.Clamp(answer.Content.Headers.ContentLength ?? pieces.Bytes, 1, pieces.Bytes);
                if (buffer is { Length: var length } && (length < size || (length > PieceSize.LeastBytes && pieces.Bytes == PieceSize.LeastBytes))) Return(ref buffer);
                buffer ??= ArrayPool<byte>.Shared.Rent(size);
                var reading = input.ReadAsync(buffer, end);
                var read = reading.IsCompletedSuccessfully ? reading.Result : await call.WithinSilenceAsync(attempt, reading);
                if (read == 0) return AnswerBodyEnd.Whole;
                isReading = false;
                call.Tee?.Add(buffer.AsSpan(0, read));
                var writing = output.WriteAsync(buffer.AsMemory(0, read), end);
                var waited = TimeSpan.Zero;
                if (!writing.IsCompletedSuccessfully)
                {
                    var since = call.Time.GetTimestamp();
                    await call.WithinSilenceAsync(attempt, writing);
                    waited = call.Time.GetElapsedTime(since);
                }

                pieces.Took(read, waited);
            }
        }
        catch (Exception fault) when (fault is IOException or HttpRequestException or OperationCanceledException or InvalidOperationException)
        {
            if (call.CallerGone) return AnswerBodyEnd.CallerGone;
            // What the server refuses to write is more than the head of the answer allows.
            var isNodes = isReading || fault is InvalidOperationException and not ObjectDisposedException;
            return isNodes ? AnswerBodyEnd.BrokenOff : AnswerBodyEnd.CallerGone;
        }
        finally
        {
            Return(ref buffer);
        }
    }

    private static void Return(ref byte[]? buffer)
    {
        if (buffer is null) return;
        ArrayPool<byte>.Shared.Return(buffer);
        buffer = null;
    }
}
