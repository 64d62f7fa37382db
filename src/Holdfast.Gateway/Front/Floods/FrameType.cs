namespace Holdfast.Gateway.Front.Floods;

/// <summary>RFC 9113, 6; those that are told apart.</summary>
internal enum FrameType : byte
{
    Data = 0,
    Headers = 1,
    ResetStream = 3,
    Settings = 4,
    Ping = 6,
    WindowUpdate = 8,
}
