using System.Text.Json;
using System.Text.Json.Serialization;

namespace Synter.Domain.Kernel;

/// <summary>Writes every strong id as its prefixed text. One factory serves all kinds.</summary>
public sealed class StrongIdJsonConverter : JsonConverterFactory
{
    public override bool CanConvert(Type typeToConvert) =>
        typeToConvert.IsValueType && Array.Exists(
            typeToConvert.GetInterfaces(), i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IStrongId<>));

    public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
        (JsonConverter)Activator.CreateInstance(typeof(Converter<>).MakeGenericType(typeToConvert))!;

    private sealed class Converter<TId> : JsonConverter<TId> where TId : struct, IStrongId<TId>
    {
        public override TId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.TokenType == JsonTokenType.String && StrongId.TryParse<TId>(reader.GetString(), out var id)
                ? id
                : throw new JsonException($"Expected an id that begins with {TId.Prefix}.");

        public override void Write(Utf8JsonWriter writer, TId value, JsonSerializerOptions options) =>
            writer.WriteStringValue(StrongId.Format(value));
    }
}
