-- Hvad Markdown ikke kan sige: hvor forsiden slutter, hvad tabellernes
-- overskrifter gælder for, og tegningen selv i stedet for et billede af den.

-- Kun filer, som rapporten selv har lagt ved siden af, bliver læst. Navnet står uden mappe: Lua på Windows
-- kan ikke åbne en sti med æ, ø og å.
local function drawing(source)
  if not source:match("^figur%-%d+%.svg$") then
    error("ukendt figur: " .. source)
  end
  local file = assert(io.open(source, "r"))
  local text = file:read("a")
  file:close()
  return text
end

local function scope(rows, value)
  for _, row in ipairs(rows) do
    for place, cell in ipairs(row.cells) do
      if value == "col" or place == 1 then
        cell.attributes.scope = value
      end
    end
  end
end

-- En bred tabel ruller i sin egen ramme, som tastaturet kan nå.
function Table(tbl)
  scope(tbl.head.rows, "col")
  for _, body in ipairs(tbl.bodies) do
    body.row_head_columns = 1
    scope(body.body, "row")
  end
  local label = pandoc.utils.stringify(tbl.caption.long)
  -- Par i rækkefølge: en almindelig Lua-tabel har ingen, og så blev siden ikke ens hver gang.
  local attributes = { { "role", "region" }, { "tabindex", "0" }, { "aria-label", label } }
  return pandoc.Div({ tbl }, pandoc.Attr("", { "table" }, attributes))
end

function Figure(figure)
  figure.content = { pandoc.RawBlock("html", drawing(figure.content[1].content[1].src)) }
  return figure
end

function Pandoc(doc)
  local body = pandoc.Blocks({})
  for _, block in ipairs(doc.blocks) do
    if block.t == "Div" and block.identifier == "forside" then
      doc.meta.front = pandoc.MetaBlocks(block.content)
      doc.meta.constructed = block.classes:includes("constructed")
      block:walk({
        Header = function(header)
          doc.meta.pagetitle = pandoc.MetaInlines({ pandoc.Str(pandoc.utils.stringify(header)) })
        end,
      })
    elseif block.t == "Div" and block.identifier == "bund" then
      doc.meta.foot = pandoc.MetaBlocks(block.content)
    else
      body:insert(block)
    end
  end
  doc.blocks = body
  return doc
end
