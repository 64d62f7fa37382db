namespace Holdfast.Testing.Clients.Http2;

/// <summary>RFC 9113, 6.</summary>
public enum Http2FrameType : byte
{
    Data = 0,
    Headers = 1,
    Priority = 2,
    ResetStream = 3,
    Settings = 4,
    PushPromise = 5,
    Ping = 6,
    GoAway = 7,
    WindowUpdate = 8,
    Continuation = 9,

    /// <summary>One that no version of the protocol has.</summary>
    Unknown = 0x42,
}
