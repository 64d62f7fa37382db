namespace Holdfast.Testing.Origins;

/// <summary>Scripts that most tests need. Each takes the whole request first, unless its name says otherwise.</summary>
public static class OriginAnswers
{
    public static readonly OriginScript Ok = Raw("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");

    /// <summary>Takes the request and says nothing until the connection or the origin ends.</summary>
    public static readonly OriginScript Never = async (exchange, stop) =>
    {
        await exchange.ReadBodyAsync(stop);
        await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, stop);
    };

    /// <summary>Takes the request and resets the connection.</summary>
    public static readonly OriginScript Reset = ResetAfter("");

    public static OriginScript Status(int status, string body = "", string headers = "") =>
        Raw($"HTTP/1.1 {status} Scripted\r\nContent-Length: {body.Length}\r\n{headers}\r\n{body}");

    /// <summary>Sends these very bytes (Latin-1) and keeps the connection.</summary>
    public static OriginScript Raw(string bytes) => async (exchange, stop) =>
    {
        await exchange.ReadBodyAsync(stop);
        await exchange.SendAsync(bytes, stop);
    };

    /// <summary>Sends these very bytes and closes: a truncated body, or one that ends with the connection.</summary>
    public static OriginScript CloseAfter(string bytes) => async (exchange, stop) =>
    {
        await exchange.ReadBodyAsync(stop);
        await exchange.SendAsync(bytes, stop);
        exchange.Close();
    };

    /// <summary>Sends these very bytes and resets; the bytes may or may not reach the peer.</summary>
    public static OriginScript ResetAfter(string bytes) => async (exchange, stop) =>
    {
        await exchange.ReadBodyAsync(stop);
        await exchange.SendAsync(bytes, stop);
        exchange.Reset();
    };

    /// <summary>Answers as <paramref name="then"/> does once the gate lets it.</summary>
    public static OriginScript Gated(Gate gate, OriginScript then) => async (exchange, stop) =>
    {
        await exchange.ReadBodyAsync(stop);
        await gate.PassAsync(stop);
        await then(exchange, stop);
    };

    /// <summary>The first request gets the first script, and so on; the last one answers all further requests.</summary>
    public static OriginScript InTurn(params OriginScript[] scripts)
    {
        var count = -1;
        return (exchange, stop) =>
            scripts[Math.Min(Interlocked.Increment(ref count), scripts.Length - 1)](exchange, stop);
    }
}
