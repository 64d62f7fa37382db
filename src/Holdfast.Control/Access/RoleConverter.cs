using System.Text.Json;
using System.Text.Json.Serialization;

namespace Holdfast.Control.Access;

/// <summary>Roles by the words that people type, and no numbers.</summary>
public sealed class RoleConverter() : JsonStringEnumConverter<Role>(JsonNamingPolicy.CamelCase, allowIntegerValues: false);
