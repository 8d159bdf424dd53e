using Amazon.DynamoDBv2.Model;

namespace SingleTable.Linq.Design.Exports;

/// <summary>A template of CloudFormation, or of the Serverless Application Model on top of it.</summary>
internal static class CloudFormationJson
{
    public static string Write(CreateTableRequest request, string? timeToLive, bool isSam)
    {
        CheckNames(request, timeToLive);
        var id = LogicalId(request.TableName);
        return JsonText.Write(json =>
        {
            json.WriteString("AWSTemplateFormatVersion", "2010-09-09");
            if (isSam)
            {
                json.WriteString("Transform", "AWS::Serverless-2016-10-31");
            }

            json.WriteString("Description", $"The DynamoDB table {request.TableName}");
            json.WriteObject("Resources", () => json.WriteObject(id, () =>
            {
                json.WriteString("Type", "AWS::DynamoDB::Table");
                json.WriteString("DeletionPolicy", "Retain");
                json.WriteString("UpdateReplacePolicy", "Retain");
                json.WriteObject("Properties", () =>
                {
                    CreateTableJson.WriteMembers(json, request);
                    if (timeToLive is not null)
                    {
                        CreateTableJson.WriteTimeToLive(json, timeToLive);
                    }
                });
            }));
            json.WriteObject("Outputs", () =>
            {
                json.WriteObject("TableName", () => json.WriteObject("Value", () => json.WriteString("Ref", id)));
                json.WriteObject("TableArn", () => json.WriteObject("Value", () => json.WriteArray("Fn::GetAtt", [id, "Arn"], json.WriteStringValue)));
            });
        });
    }

    // Letters and digits only.
    private static string LogicalId(string table)
    {
        var id = string.Concat(table.Split('-', '_', '.').Where(w => w.Length > 0).Select(w => $"{char.ToUpperInvariant(w[0])}{w[1..]}"));
        return id.EndsWith("Table", StringComparison.Ordinal) ? id : $"{id}Table";
    }

    // CloudFormation looks for these in every text, and there is no way to write one that is none.
    private static void CheckNames(CreateTableRequest request, string? timeToLive)
    {
        var names = request.AttributeDefinitions.Select(a => a.AttributeName).Concat(timeToLive is null ? [] : [timeToLive])
            .Concat((request.GlobalSecondaryIndexes ?? []).SelectMany(i => i.Projection.NonKeyAttributes ?? []))
            .Concat((request.LocalSecondaryIndexes ?? []).SelectMany(i => i.Projection.NonKeyAttributes ?? []));
        if (names.FirstOrDefault(n => n.Contains("{{resolve:", StringComparison.Ordinal)) is { } reference)
        {
            throw new ExportException("STL5300", $"The attribute '{reference}' of table {request.TableName} would be read by CloudFormation as a dynamic reference, in whatever place "
                + "it stands. Give the attribute another name (HasAttribute), or use another format.");
        }
    }
}
