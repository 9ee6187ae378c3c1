using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Synter.Domain.DataGen;
using Synter.Domain.Kernel;
using Synter.Infrastructure.Database;

namespace Synter.Infrastructure.DataGen.Mirror;

/// <summary>A dataset as seed 2 has it in CStore: the names and shapes of its <c>DataGenTask</c>.</summary>
internal static class TaskDocument
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>As it stands in its owner's list, without results.</summary>
    public static string Summary(DatasetDetail dataset)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(buffer, Options);
        Begin(json, dataset);
        json.WriteEndObject();
        json.Flush();
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    /// <summary>The whole of it. Each piece holds until the next is asked for.</summary>
    /// <param name="records">Those that are finished, in order, failed ones too.</param>
    /// <param name="failures">The failed ones again.</param>
    public static async IAsyncEnumerable<ReadOnlyMemory<byte>> WholeAsync(
        DatasetDetail dataset, IAsyncEnumerable<IReadOnlyList<FinishedRecord>> records, IAsyncEnumerable<IReadOnlyList<FinishedRecord>> failures)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(buffer, Options);
        Begin(json, dataset);
        json.WriteStartArray("results");
        var place = 0;
        await foreach (var page in records)
        {
            foreach (var record in page)
            {
                WriteNulls(json, record.Index - place);
                WriteResult(json, record);
                place = record.Index + 1;
            }

            yield return Written();
        }

        WriteNulls(json, dataset.Row.Count - place);
        json.WriteEndArray();
        if (dataset.Row.Failures > 0)
        {
            json.WriteStartArray("errors");
            await foreach (var page in failures)
            {
                foreach (var record in page)
                {
                    json.WriteStartObject();
                    json.WriteNumber("index", record.Index);
                    json.WriteString("message", record.Error);
                    json.WriteEndObject();
                }

                yield return Written();
            }

            json.WriteEndArray();
        }

        json.WriteEndObject();
        yield return Written();

        ReadOnlyMemory<byte> Written()
        {
            json.Flush();
            var piece = buffer.WrittenMemory;
            // The memory itself stays until it is written over.
            buffer.ResetWrittenCount();
            return piece;
        }
    }

    private static void Begin(Utf8JsonWriter json, DatasetDetail dataset)
    {
        var row = dataset.Row;
        json.WriteStartObject();
        json.WriteString("id", row.Id.ToString());
        json.WriteString("owner", row.Owner);
        json.WriteString("prompt", dataset.Prompt);
        json.WriteNumber("count", row.Count);
        WriteTime(json, "createdAt", row.CreatedAt);
        WriteTime(json, "startedAt", row.StartedAt);
        WriteTime(json, "finishedAt", row.FinishedAt);
        json.WriteString("status", EnumNames.Write(row.Status));
        json.WriteNumber("completed", row.Completed);
        json.WriteNumber("failures", row.Failures);
    }

    private static void WriteTime(Utf8JsonWriter json, string name, DateTimeOffset? time)
    {
        if (time is { } known)
        {
            json.WriteString(name, known.UtcDateTime);
        }
    }

    private static void WriteResult(Utf8JsonWriter json, FinishedRecord record)
    {
        if (record.Record is { } text)
        {
            json.WriteRawValue(text, skipInputValidation: true);
        }
        else
        {
            json.WriteNullValue();
        }
    }

    private static void WriteNulls(Utf8JsonWriter json, int count)
    {
        for (var i = 0; i < count; i++)
        {
            json.WriteNullValue();
        }
    }
}

/// <summary>A place of a dataset that is done with: its record, or why there is none.</summary>
internal sealed record FinishedRecord(int Index, string? Record, string? Error);
